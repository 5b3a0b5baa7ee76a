import { compareKeys, place, placeAt } from '@docket/contest/rank';
import { DocketError } from '@docket/contracts/errors';
import type { ContestBoard, ContestStanding } from '@docket/contracts/http/contest';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { findContest } from '../rows.ts';
import { getContestBoard, ownParticipant } from './get.ts';

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
  requireUser(ctx);
  const { id } = await findContest(ctx, input.id);
  const own = await ownParticipant(ctx, id);
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
