import { useNewerBuild } from '../lib/app-version.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';

/** Says that there is a newer version. This one goes on working: its parts stay on the device as long as it is open. */
export function UpdateBar() {
  const newer = useNewerBuild();
  return (
    <div role="status" data-testid="update" data-newer={newer}>
      {newer && (
        <p className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-line bg-accent-soft px-4 py-2 text-sm print:hidden">
          <Icon name="info" className="text-link" />
          There is a new version of Docket.
          <Button size="small" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </p>
      )}
    </div>
  );
}
