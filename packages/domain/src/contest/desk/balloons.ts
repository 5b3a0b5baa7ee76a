import { DocketError } from '@docket/contracts/errors';
import type { balloon as schema, listBalloons as route } from '@docket/contracts/http/contest-desk';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { change, type Tx } from '../../spine/emit.ts';
import type { BoardKeeper, Changes } from '../board/keeper.ts';
import { keepRecord } from '../audit.ts';
import { findOwnContest } from '../rows.ts';
import { requireNext, type QueueState } from './queue-rows.ts';

const oweStatement = prepare(
  'contest_balloons_owe',
  `INSERT INTO contest_balloons (id, contest_id, participant_id, problem_id, first)
   SELECT w.id, $1, w.participant, w.problem, w.first FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::boolean[]) AS w(id, participant, problem, first)
   ON CONFLICT (contest_id, participant_id, problem_id) DO NOTHING`,
);

/** Owes a balloon for each problem that was solved, once. One that a rejudge took away stays: it was brought. */
export async function oweBalloons(
  tx: Tx,
  contestId: string,
  keeper: BoardKeeper,
  { all, rows }: Changes,
): Promise<void> {
  const board = keeper.boards.jury;
  const problems = board.problems();
  const firsts = new Map(board.firsts().map(({ problem, participant }) => [problem, participant]));
  const owed = (all ? [...keeper.state.participants.keys()] : [...rows]).flatMap((participant) => {
    const row = board.row(participant);
    if (row === null || row.standing === 'disqualified') return [];
    return row.cells.flatMap((cell, at) => {
      const problem = problems[at]?.id;
      if (cell?.solved !== true || cell.provisional || problem === undefined) return [];
      return [{ participant, problem, time: cell.time ?? 0, first: firsts.get(problem) === participant }];
    });
  });
  if (owed.length === 0) return;
  const inOrder = owed.toSorted((a, b) => a.time - b.time);
  await oweStatement(tx.client, [
    contestId,
    inOrder.map(() => newId()),
    inOrder.map(({ participant }) => participant),
    inOrder.map(({ problem }) => problem),
    inOrder.map(({ first }) => first),
  ]);
}

type Words = {
  id: string;
  label: string;
  participant_id: string;
  name: string;
  first: boolean;
  state: QueueState;
  at: Date;
};

const COLUMNS = `b.id, c.label, c.colour, b.participant_id, p.name, p.institution, p.room, p.seat, b.first, b.state, b.claimed_by, u.username::text AS claimer, b.at
  FROM contest_balloons b JOIN contest_participants p ON p.id = b.participant_id
  JOIN judge_scope_problems c ON c.scope_id = b.contest_id AND c.problem_id = b.problem_id LEFT JOIN users u ON u.id = b.claimed_by`;
const listStatement = prepare(
  'contest_balloons',
  `SELECT ${COLUMNS} WHERE b.contest_id = $1 AND ($2::text IS NULL OR b.state = $2) AND ($3::uuid IS NULL OR b.id > $3) ORDER BY b.id LIMIT $4`,
).rows<Words>();
const oneStatement = prepare(
  'contest_balloon',
  `SELECT ${COLUMNS} WHERE b.contest_id = $1 AND b.id = $2 FOR UPDATE OF b`,
).rows<Words>();
const moveStatement = prepare(
  'contest_balloon_move',
  'UPDATE contest_balloons SET state = $2, claimed_by = $3 WHERE id = $1',
);

type Balloon = z.output<typeof schema>;
const cursorSchema = z.object({ id: z.uuid() });

function toBalloon(row: Awaited<ReturnType<typeof listStatement>>[number]): Balloon {
  return {
    balloonId: row.id,
    label: row.label,
    colour: row.colour,
    participantId: row.participant_id,
    participant: row.name,
    institution: row.institution,
    room: row.room,
    seat: row.seat,
    first: row.first,
    state: row.state,
    claimedBy: row.claimer,
    at: row.at.toISOString(),
  };
}

/** Balloons in the order in which they are owed. @throws DocketError `contest_not_found`, `contest_not_jury`, `invalid_request` (cursor) */
export async function listBalloons(
  ctx: Ctx,
  input: RouteQuery<typeof route> & { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await findOwnContest(ctx, input.id);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const rows = await listStatement(ctx.db.pool, [id, input.state ?? null, after, input.limit + 1]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(toBalloon),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}

/** Takes a balloon, brings it, or puts it back. @throws DocketError `contest_not_found`, `contest_not_jury`, `balloon_not_found`, `contest_state` */
export async function moveBalloon(
  ctx: Ctx,
  input: { readonly id: string; readonly balloonId: string; readonly state: QueueState },
): Promise<Balloon> {
  const { id } = await findOwnContest(ctx, input.id);
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return change(ctx, async (tx) => {
    const [row] = await oneStatement(tx.client, [id, input.balloonId]);
    if (row === undefined) throw new DocketError('balloon_not_found', 'This contest has no such balloon.');
    requireNext({ state: row.state, claimedBy: row.claimed_by }, input.state, userId);
    await moveStatement(tx.client, [row.id, input.state, input.state === 'queued' ? null : userId]);
    await keepRecord(ctx, tx, { contestId: id, act: `balloon.${input.state}`, subject: row.id });
    const [moved] = await oneStatement(tx.client, [id, input.balloonId]);
    return toBalloon(moved ?? row);
  });
}
