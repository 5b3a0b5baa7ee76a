import { compareKeys, place, placeAt } from '@docket/contest/rank';
import { DocketError } from '@docket/contracts/errors';
import type { ContestBoard, ContestStanding } from '@docket/contracts/http/contest';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { findContest } from '../rows.ts';
import { getContestBoard } from './get.ts';

const ownStatement = prepare(
  'contest_own_participant',
  'SELECT p.id, p.kind FROM contest_members m JOIN contest_participants p ON p.id = m.participant_id WHERE m.contest_id = $1 AND m.user_id = $2',
).rows<{ kind: 'individual' | 'team' | 'virtual' }>();

type Places = { readonly byParticipant: ReadonlyMap<string, number | null>; readonly of: number };

/** Of boards as they are remembered: thousands who ask for their own place have one board ranked once. */
const known = new WeakMap<ContestBoard, Places>();

function placesOf(board: ContestBoard): Places {
  const found = known.get(board);
  if (found !== undefined) return found;
  // By the keys alone: who stands before whom of equal ones makes no place.
  const ranked = place(board.rows.toSorted((a, b) => compareKeys(a.key, b.key)));
  const places = {
    byParticipant: new Map(ranked.map((row) => [row.participant, row.place])),
    of: ranked.filter((row) => row.place !== null).length,
  };
  known.set(board, places);
  return places;
}

/**
 * The caller's own row and place, as the board has them that the caller sees.
 * @throws DocketError `unauthenticated`, `contest_not_found`, `contest_not_participant`, `contest_window_not_begun`
 */
export async function getStanding(ctx: Ctx, input: { readonly id: string }): Promise<ContestStanding> {
  const { userId } = requireUser(ctx);
  const { id } = await findContest(ctx, input.id);
  const [own] = await ownStatement(ctx.db.pool, [id, userId]);
  if (own === undefined) throw new DocketError('contest_not_participant', 'You do not take part in this contest.');
  const view = own.kind === 'virtual' ? 'ghost' : 'public';
  const board = await getContestBoard(ctx, { id, view });
  const row = board.rows.find(({ participant }) => participant === own.id) ?? null;
  const { byParticipant, of } = placesOf(board);
  const virtual = view === 'ghost' && row !== null ? placeAt(board.rows, row.key) : null;
  return {
    contestId: id,
    participantId: own.id,
    view,
    version: board.version,
    place: virtual ?? byParticipant.get(own.id) ?? null,
    of,
    row,
  };
}
