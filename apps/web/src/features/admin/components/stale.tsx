import { DocketApiError } from '@docket/client/errors';
import { Icon } from '../../../ui/icons.tsx';

/** Above figures that could not be renewed: they are still the last known ones. */
export function Stale({ error, at }: { readonly error: unknown; readonly at: number }) {
  return (
    <p
      role="status"
      className="flex items-center gap-2 rounded-xl border border-limit/60 bg-limit/8 px-4 py-2.5 text-sm"
    >
      <Icon name="alert" className="text-limit" />
      <span>
        {error instanceof DocketApiError ? error.detail : 'The figures could not be renewed.'} These are from{' '}
        {new Date(at).toLocaleTimeString()}.
      </span>
    </p>
  );
}
