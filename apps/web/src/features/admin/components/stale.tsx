import { DocketApiError } from '@docket/client/errors';
import { Notice } from '../../../ui/notice.tsx';

/** Above figures that could not be renewed: they are still the last known ones. */
export function Stale({ error, at }: { readonly error: unknown; readonly at: number }) {
  return (
    <Notice tone="limit" role="status">
      <p>
        {error instanceof DocketApiError ? error.detail : 'The figures could not be refreshed.'} These are from{' '}
        {new Date(at).toLocaleTimeString()}.
      </p>
    </Notice>
  );
}
