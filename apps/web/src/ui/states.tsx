import { DocketApiError } from '@docket/client/errors';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';

/** Grey bars where content will be. `label` is what a screen reader hears. */
export function Loading({ label, lines = 4 }: { readonly label: string; readonly lines?: number }) {
  return (
    <div role="status" className="grid animate-pulse-soft gap-3 py-4">
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div
          key={index}
          aria-hidden="true"
          className="h-5 rounded bg-sunken"
          style={{ width: `${95 - ((index * 23) % 45)}%` }}
        />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-xl border border-dashed border-edge px-6 py-12 text-center">
      <p className="font-medium">{title}</p>
      {children !== undefined && <div className="max-w-prose text-muted">{children}</div>}
    </div>
  );
}

/** What went wrong in the server's own words, what to quote when reporting it, and a way to try again. */
export function Failure({
  error,
  retry,
  title,
}: {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
  readonly title?: string;
}) {
  const known = error instanceof DocketApiError ? error : undefined;
  return (
    <div role="alert" className="grid justify-items-start gap-3 rounded-xl border border-bad/50 bg-bad/6 p-5">
      <p className="flex items-center gap-2 font-semibold">
        <Icon name="alert" className="shrink-0 text-bad" />
        {title ?? known?.title ?? 'Something went wrong'}
      </p>
      <p>
        {known?.detail ?? 'The page ran into an unexpected problem.'}
        {known?.retryAfter !== undefined && ` Try again in ${Math.ceil(known.retryAfter)} s.`}
      </p>
      {known?.requestId !== undefined && (
        <p className="text-sm text-muted">
          Request <code className="font-mono">{known.requestId}</code>
        </p>
      )}
      {retry !== undefined && (
        <Button size="small" onClick={retry}>
          <Icon name="reset" /> Try again
        </Button>
      )}
    </div>
  );
}
