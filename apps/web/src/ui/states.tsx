import { DocketApiError } from '@docket/client/errors';
import { useState, type ReactNode } from 'react';
import { serverClock } from '../lib/server-clock.ts';
import { Button } from './button.tsx';
import { Countdown, useSecondsUntil } from './countdown.tsx';
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

/** Rows of a list where its rows will be, in their height, so that nothing moves when they come. */
export function RowsLoading({ label, rows = 8 }: { readonly label: string; readonly rows?: number }) {
  return (
    <div role="status" className="divide-y divide-line overflow-hidden box">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div
          key={index}
          aria-hidden="true"
          className="grid h-(--row) animate-pulse-soft grid-cols-[1.25rem_1fr_4rem] items-center gap-4 px-4"
        >
          <span className="size-5 rounded-full bg-sunken" />
          <span className="h-3.5 rounded bg-sunken" style={{ width: `${70 - ((index * 23) % 45)}%` }} />
          <span className="h-3.5 rounded bg-sunken" />
        </div>
      ))}
    </div>
  );
}

/** Cards with a picture, where they will be. */
export function CardsLoading({ label, cards = 6 }: { readonly label: string; readonly cards?: number }) {
  return (
    <div role="status" className="grid gap-4 lg:grid-cols-2">
      <span className="sr-only">{label}</span>
      {Array.from({ length: cards }, (_, index) => (
        <div
          key={index}
          aria-hidden="true"
          className="box grid animate-pulse-soft grid-cols-[5rem_1fr] gap-4 p-3 sm:grid-cols-[8.5rem_1fr] sm:p-4"
        >
          <span className="aspect-2/3 rounded-lg bg-sunken" />
          <span className="grid content-start gap-3">
            <span className="h-5 w-3/5 rounded bg-sunken" />
            <span className="h-3.5 w-2/5 rounded bg-sunken" />
            <span className="mt-2 h-9 w-4/5 rounded bg-sunken" />
          </span>
        </div>
      ))}
    </div>
  );
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-xl border border-dashed border-edge/70 px-6 py-10 text-center">
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
      <p>{known?.detail ?? 'This page ran into an unexpected problem.'}</p>
      {known?.requestId !== undefined && (
        <p className="text-sm text-muted">
          Request <code className="font-mono break-all">{known.requestId}</code>
        </p>
      )}
      {known?.retryAfter !== undefined && known.retryAfter > 0 ? (
        <RetryLater key={known.requestId} seconds={known.retryAfter} retry={retry} />
      ) : (
        retry !== undefined && <RetryButton retry={retry} />
      )}
    </div>
  );
}

/** The server said when to come back: until then there is nothing to press. */
function RetryLater({ seconds, retry }: { readonly seconds: number; readonly retry: (() => void) | undefined }) {
  const [until] = useState(() => serverClock.now() + seconds * 1000);
  if (useSecondsUntil(until) > 0) {
    return (
      <p className="text-sm">
        You can try again in <Countdown until={until} className="font-semibold" />
      </p>
    );
  }
  return retry === undefined ? <p className="text-sm">You can try again now.</p> : <RetryButton retry={retry} />;
}

function RetryButton({ retry }: { readonly retry: () => void }) {
  return (
    <Button size="small" onClick={retry}>
      <Icon name="reset" /> Try again
    </Button>
  );
}
