import type { ContestParticipant, listContestParticipants as route } from '@docket/contracts/http/contest-jury';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { searchWords } from '../../spine/search-words.ts';
import { findOwnContest } from '../rows.ts';
import { PARTICIPANT_COLUMNS, PARTICIPANT_FROM, toParticipation, type ParticipantWords } from './participation.ts';

type Words = ParticipantWords & { invited: string[] };

const COLUMNS = `${PARTICIPANT_COLUMNS},
  ARRAY(SELECT i.email FROM contest_invitations i WHERE i.participant_id = p.id
         AND NOT EXISTS (SELECT FROM contest_members m JOIN users u ON u.id = m.user_id WHERE m.participant_id = p.id AND lower(u.email::text) = i.email) ORDER BY i.email) AS invited
  FROM ${PARTICIPANT_FROM}`;

const listStatement = prepare(
  'contest_participants',
  `SELECT ${COLUMNS}
    WHERE p.contest_id = $1 AND ($2::text IS NULL OR p.status = $2)
      AND NOT EXISTS (SELECT FROM unnest($3::text[]) AS w(word) WHERE lower(p.name || ' ' || coalesce(p.institution, '')) NOT LIKE '%' || lower(w.word) || '%')
      AND ($4::text IS NULL OR (lower(p.name) COLLATE "C", p.id) > ($4, $5::uuid))
    ORDER BY lower(p.name) COLLATE "C", p.id LIMIT $6`,
).rows<Words>();
const oneStatement = prepare(
  'contest_participant',
  `SELECT ${COLUMNS} WHERE p.contest_id = $1 AND p.id = $2`,
).rows<Words>();

type Row = Awaited<ReturnType<typeof listStatement>>[number];

const cursorSchema = z.object({ name: z.string().max(400), id: z.uuid() });

function toContestParticipant(row: Row): ContestParticipant {
  const { teamCode: _, ...participation } = toParticipation(row);
  return {
    ...participation,
    hidden: row.hidden,
    virtual: row.kind === 'virtual',
    invited: row.invited,
    extraPercent: row.extra_percent,
    registeredAt: row.created_at.toISOString(),
  };
}

/** Who takes part, by name, for the jury. @throws DocketError `contest_not_found`, `contest_not_jury`, `invalid_request` (cursor) */
export async function listParticipants(
  ctx: Ctx,
  input: RouteQuery<typeof route> & { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await findOwnContest(ctx, input.id);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor);
  const rows = await listStatement(ctx.db.pool, [
    id,
    input.status ?? null,
    searchWords(input.q),
    after?.name ?? null,
    after?.id ?? null,
    input.limit + 1,
  ]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(toContestParticipant),
    meta: {
      nextCursor:
        rows.length > input.limit && last !== undefined
          ? encodeCursor({ name: last.name.toLowerCase(), id: last.id })
          : null,
    },
  };
}

/** One of them; undefined: there is none. */
export async function readParticipant(
  ctx: Pick<Ctx, 'db'>,
  contestId: string,
  participantId: string,
): Promise<ContestParticipant | undefined> {
  const [row] = await oneStatement(ctx.db.pool, [contestId, participantId]);
  return row === undefined ? undefined : toContestParticipant(row);
}
