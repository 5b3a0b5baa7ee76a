import { prepare } from '@docket/db/statement';
import { AUDIT_HOUR, houseDayAt } from '@docket/stay/clock';
import type { HoldReactions } from '../reservation/subject.ts';
import { apartIn } from '../spine/apart.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { endAsNoShow } from './give-up.ts';
import { lockStay } from './lock-stay.ts';

/** Stays looked at in one turn; more are for the next. */
const BATCH = 100;

/** By the clocks that the place shows, as `houseDayAt`. No clock is more than a day ahead of UTC. */
const missingStatement = prepare(
  'stays_not_come',
  `SELECT s.part_id, s.property_id, p.timezone FROM stays s JOIN properties p ON p.id = s.property_id
    WHERE s.state = 'EXPECTED' AND s.arrival < ($1::timestamptz AT TIME ZONE 'UTC')::date + 1 AND s.part_id <> ALL ($3::uuid[])
      AND greatest(s.arrival, s.kept_until) < (($1::timestamptz AT TIME ZONE p.timezone) - make_interval(hours => $4))::date
    ORDER BY s.arrival, s.part_id LIMIT $2`,
);

const apart = apartIn('night audit');

/**
 * Ends stays whose guests did not come on the day of arrival, as `markNoShow`, when that day is over at the house: at 03:00 by its clocks. Those that somebody asked to be kept are
 * left until the day that was said is over.
 * @returns true when there may be more at once
 */
export async function auditNights(ctx: Ctx, reactions: HoldReactions): Promise<boolean> {
  const each = apart(ctx);
  const now = ctx.clock.now();
  const missing = await missingStatement(ctx.db.pool, [now, BATCH, each.resting(), AUDIT_HOUR]);
  await each.each(
    missing,
    (stay) => stay.part_id,
    (stay) =>
      change(ctx, async (tx) => {
        const locked = await lockStay(tx, stay.property_id, stay.part_id);
        const { row } = locked;
        const day = houseDayAt(stay.timezone, now);
        if (row.state !== 'EXPECTED' || day <= row.arrival || (row.kept_until !== null && day <= row.kept_until))
          return;
        await endAsNoShow(ctx, tx, stay.property_id, locked, reactions);
      }),
  );
  return missing.length >= BATCH;
}
