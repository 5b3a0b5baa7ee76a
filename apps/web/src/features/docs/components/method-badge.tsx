import { cx } from '../../../lib/class-names.ts';

const TONES: Readonly<Record<string, string>> = {
  GET: 'text-note',
  POST: 'text-ok',
  PUT: 'text-limit',
  PATCH: 'text-limit',
  DELETE: 'text-bad',
};

export function MethodBadge({ method }: { readonly method: string }) {
  return (
    <span
      className={cx(
        'inline-block w-14 shrink-0 rounded bg-current/8 py-0.5 text-center font-mono text-xs leading-4 font-semibold',
        TONES[method] ?? 'text-muted',
      )}
    >
      {method}
    </span>
  );
}
