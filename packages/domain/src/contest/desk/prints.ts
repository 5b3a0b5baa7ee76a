import { DocketError } from '@docket/contracts/errors';
import type { listPrints as route, print as schema } from '@docket/contracts/http/contest-desk';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { change } from '../../spine/emit.ts';
import { requireProblems } from '../problem/list.ts';
import { findContest, findOwnContest } from '../rows.ts';
import { requireNext, type QueueState } from './queue-rows.ts';
import { participantOf } from './reader.ts';

type Words = {
  id: string;
  name: string;
  content: string;
  participant_id: string;
  participant: string;
  state: QueueState;
  at: Date;
};

const COLUMNS = `b.id, b.name, b.content, b.participant_id, p.name AS participant, p.room, p.seat, b.state, b.claimed_by, u.username::text AS claimer, b.at
  FROM contest_prints b JOIN contest_participants p ON p.id = b.participant_id LEFT JOIN users u ON u.id = b.claimed_by`;
const listStatement = prepare(
  'contest_prints',
  `SELECT ${COLUMNS} WHERE b.contest_id = $1 AND ($2::text IS NULL OR b.state = $2) AND ($3::uuid IS NULL OR b.id > $3) ORDER BY b.id LIMIT $4`,
).rows<Words>();
const oneStatement = prepare(
  'contest_print',
  `SELECT ${COLUMNS} WHERE b.contest_id = $1 AND b.id = $2 FOR UPDATE OF b`,
).rows<Words>();
const moveStatement = prepare(
  'contest_print_move',
  'UPDATE contest_prints SET state = $2, claimed_by = $3 WHERE id = $1',
);
const askStatement = prepare(
  'contest_print_ask',
  'INSERT INTO contest_prints (id, contest_id, participant_id, user_id, name, content) VALUES ($1, $2, $3, $4, $5, $6)',
);

type Print = z.output<typeof schema>;
const cursorSchema = z.object({ id: z.uuid() });

function toPrint(row: Awaited<ReturnType<typeof listStatement>>[number]): Print {
  return {
    printId: row.id,
    name: row.name,
    content: row.content,
    participantId: row.participant_id,
    participant: row.participant,
    room: row.room,
    seat: row.seat,
    state: row.state,
    claimedBy: row.claimer,
    at: row.at.toISOString(),
  };
}

/**
 * Has a text printed for somebody whose time runs.
 * @throws DocketError `unauthenticated`, `contest_not_found`, `contest_not_participant`, `contest_not_started`, `contest_window_not_begun`, `contest_over`
 */
export async function askForPrint(
  ctx: Ctx,
  input: { readonly id: string; readonly name: string; readonly content: string },
): Promise<Print> {
  const { userId } = requireUser(ctx);
  const contest = await findContest(ctx, input.id);
  const participantId = await participantOf(ctx, contest, userId);
  requireProblems(contest, ctx.clock.now());
  const id = newId();
  await askStatement(ctx.db.pool, [id, contest.id, participantId, userId, input.name, input.content]);
  const [row] = await oneStatement(ctx.db.pool, [contest.id, id]);
  if (row === undefined) throw new Error(`the print ${id} has no row`);
  return toPrint(row);
}

/** Prints, the oldest first. @throws DocketError `contest_not_found`, `contest_not_jury`, `invalid_request` (cursor) */
export async function listPrints(
  ctx: Ctx,
  input: RouteQuery<typeof route> & { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await findOwnContest(ctx, input.id);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const rows = await listStatement(ctx.db.pool, [id, input.state ?? null, after, input.limit + 1]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(toPrint),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}

/** Takes a print, brings it, or puts it back. @throws DocketError `contest_not_found`, `contest_not_jury`, `print_not_found`, `contest_state` */
export async function movePrint(
  ctx: Ctx,
  input: { readonly id: string; readonly printId: string; readonly state: QueueState },
): Promise<Print> {
  const { id } = await findOwnContest(ctx, input.id);
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return change(ctx, async (tx) => {
    const [row] = await oneStatement(tx.client, [id, input.printId]);
    if (row === undefined) throw new DocketError('print_not_found', 'This contest has no such print.');
    requireNext({ state: row.state, claimedBy: row.claimed_by }, input.state, userId);
    await moveStatement(tx.client, [row.id, input.state, input.state === 'queued' ? null : userId]);
    const [moved] = await oneStatement(tx.client, [id, input.printId]);
    return toPrint(moved ?? row);
  });
}
