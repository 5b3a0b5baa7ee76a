import type { InboxStatus } from '@docket/contracts/http/inbox';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { brief } from './brief.ts';
import type { Reading } from './readers/reader.ts';
import type { Taken } from './take-out.ts';

/** What becomes of an event that was taken out. */
export type Settlement = {
  readonly event: Taken;
  readonly status: Exclude<InboxStatus, 'RECEIVED'>;
  readonly reading: Reading | undefined;
  readonly error: string | null;
};

/** After so many tries nobody tries any more: some three hours, by the pauses below. */
export const ATTEMPTS = 15;
const FIRST_PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 1_800;

/** Doubles from two seconds to half an hour. */
export function pauseSeconds(attempt: number): number {
  return Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (attempt - 1));
}

const settleStatement = prepare(
  'inbox_settle',
  `UPDATE inbox_events e
      SET status = s.status, type = s.type, kind = s.kind, reference = s.reference, error = s.error,
          next_try_at = clock_timestamp() + make_interval(secs => s.pause),
          done_at = CASE WHEN s.status = 'FAILED' THEN NULL ELSE clock_timestamp() END
     FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::float8[])
            AS s(id, fence, status, type, kind, reference, error, pause)
    WHERE e.id = s.id AND e.fence = s.fence AND e.status IN ('RECEIVED', 'FAILED')`,
);

const typeOf = (reading: Reading | undefined): string | null =>
  reading === undefined || reading.outcome === 'unreadable' ? null : reading.type;

/** Writes down what became of events, of those alone that nobody else has taken out, parked or replayed since. */
export async function settle(ctx: Pick<Ctx, 'db'>, all: readonly Settlement[]): Promise<void> {
  if (all.length === 0) return;
  await settleStatement(ctx.db.pool, [
    all.map(({ event }) => event.id),
    all.map(({ event }) => event.fence),
    all.map(({ status }) => status),
    all.map(({ reading }) => typeOf(reading)),
    all.map(({ reading }) => (reading?.outcome === 'about' ? reading.kind : null)),
    all.map(({ reading }) => (reading?.outcome === 'about' ? reading.reference : null)),
    all.map(({ error }) => (error === null ? null : brief(error))),
    all.map(({ event }) => pauseSeconds(event.attempt)),
  ]);
}
