import { formatAgo, formatMoment } from '../lib/format.ts';
import { useNow } from '../lib/use-now.ts';

/** How long ago, with the exact time on demand. */
export function Ago({ at }: { readonly at: string }) {
  const now = useNow(30_000);
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {formatAgo(at, now)}
    </time>
  );
}
