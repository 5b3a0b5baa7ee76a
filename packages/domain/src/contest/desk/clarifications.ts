import { DocketError } from '@docket/contracts/errors';
import type { Clarification, listClarifications as route } from '@docket/contracts/http/contest-desk';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import type { Tx } from '../../spine/emit.ts';
import { contestMaterial } from '../problem/material.ts';
import { readerOf, type Reader } from './reader.ts';
import { listStatement, oneStatement, toClarification, type ClarificationRow } from './rows.ts';

const cursorSchema = z.object({ id: z.uuid() });

/**
 * Own questions, answers to everybody and announcements, newest first; for the jury all.
 * @throws DocketError `contest_not_found`, `contest_not_participant`, `invalid_request` (cursor)
 */
export async function listClarifications(
  ctx: Ctx,
  input: RouteQuery<typeof route> & { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const { contest, userId, participantId, ofProblems } = await readerOf(ctx, input.id);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const rows = await listStatement(ctx.db.pool, [
    contest.id,
    userId,
    participantId,
    ofProblems,
    input.status ?? null,
    input.label ?? null,
    after,
    input.limit + 1,
  ]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map((row) => toClarification(row, participantId)),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}

/** One that the reader may read. @throws DocketError `clarification_not_found` */
export async function findClarification(
  on: Tx['client'] | Ctx['db']['pool'],
  { contest, userId, participantId, ofProblems }: Reader,
  clarificationId: string,
): Promise<ClarificationRow> {
  const [row] = await oneStatement(on, [contest.id, userId, participantId, ofProblems, clarificationId]);
  if (row === undefined)
    throw new DocketError('clarification_not_found', 'There is no such question or announcement for you.');
  return row;
}

export async function readClarification(ctx: Ctx, reader: Reader, clarificationId: string): Promise<Clarification> {
  return toClarification(await findClarification(ctx.db.pool, reader, clarificationId), reader.participantId);
}

/** The problem that a letter stands for; null where none is named. @throws DocketError `contest_problem_not_found` */
export async function problemOf(ctx: Ctx, contestId: string, label: string | undefined): Promise<string | null> {
  if (label === undefined) return null;
  const found = (await contestMaterial(ctx, contestId)).find((problem) => problem.label === label);
  if (found === undefined)
    throw new DocketError('contest_problem_not_found', `This contest has no problem ${JSON.stringify(label)}.`);
  return found.problemId;
}
