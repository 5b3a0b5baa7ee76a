import type { ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from '../ui/states.tsx';
import { Page } from '../ui/page.tsx';

/** What a page that could not be drawn shows instead. A part that did not load (a new version was deployed) is cured by a reload. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const missingPart = error instanceof TypeError && /import|module/i.test(error.message);
  return (
    <Page>
      <Failure error={error} retry={missingPart ? () => window.location.reload() : reset} />
    </Page>
  );
}
