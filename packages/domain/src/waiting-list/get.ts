import { DocketError } from '@docket/contracts/errors';
import { waitingEntryState, type WaitingEntryState } from '@docket/contracts/http/waiting-list';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { ENTRY_COLUMNS, toEntry, type EntryRow } from './rows.ts';

type StateRow = EntryRow & { ahead: number | null };

const entryStatement = prepare(
  'waiting_entry',
  `SELECT ${ENTRY_COLUMNS},
          CASE WHEN w.status = 'WAITING' THEN (
            SELECT count(*)::int FROM waiting_list k WHERE k.show_id = w.show_id AND k.status = 'WAITING' AND k.seq < w.seq) END AS ahead
     FROM waiting_list w WHERE w.show_id = $1 AND w.user_id = $2 ORDER BY w.seq DESC LIMIT 1`,
).rows<StateRow>();

export function entryNotFound(): DocketError {
  return new DocketError('waiting_entry_not_found', 'You are not in the waiting list of this show.');
}

/** The caller's latest entry in the waiting list of a show; null for one who never waited. @throws DocketError unauthenticated */
export async function findWaitingEntry(ctx: Ctx, input: { readonly id: string }): Promise<WaitingEntryState | null> {
  const user = requireUser(ctx);
  const [row] = await entryStatement(ctx.db.pool, [input.id, user.userId]);
  if (row === undefined) return null;
  return waitingEntryState.parse({ ...toEntry(row), ahead: row.ahead });
}

/** The same for who must have one. @throws DocketError unauthenticated, waiting_entry_not_found */
export async function getWaitingEntry(ctx: Ctx, input: { readonly id: string }): Promise<WaitingEntryState> {
  const entry = await findWaitingEntry(ctx, input);
  if (entry === null) throw entryNotFound();
  return entry;
}
