import { DocketError } from '@docket/contracts/errors';
import type { ContestDetail, createContest as route } from '@docket/contracts/http/contest';
import type { RouteBody } from '@docket/contracts/http/route';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireRole, requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { keepRecord } from './audit.ts';
import { settingsFact, tellLog } from './facts.ts';
import { getContest } from './get.ts';
import { requireLanguages } from './languages.ts';
import { findOwnContest } from './rows.ts';
import { checkFormat, checkTimes } from './settings.ts';

const scopeStatement = prepare(
  'contest_scope_write',
  `WITH made AS (
     INSERT INTO judge_scopes (id, kind, open_at, close_at, over_at, own_windows, upsolve, languages, late_ms, closed)
     VALUES ($1, 'contest', $2, $3, $4, $5, $6, $7, $9, $10) RETURNING id)
   INSERT INTO judge_scope_staff (scope_id, user_id) SELECT made.id, $8 FROM made`,
);
const contestStatement = prepare(
  'contest_write',
  `INSERT INTO contests (id, slug, title, description, format, options, freezes_at, duration_minutes, registration, invitation_code, team_size, rated, virtual,
                          canned_answers, jury_key, created_by, time_zone, closed)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, gen_random_uuid(), $15, $16, $17)`,
);
const boardStatement = prepare('contest_board_write', 'INSERT INTO contest_boards (contest_id) VALUES ($1)');

/** The error for an address that is in use; undefined for anything else. */
export function slugTaken(error: unknown, slug: string | undefined): DocketError | undefined {
  if (slug === undefined || !isUniqueViolation(error, 'contests_slug_key')) return undefined;
  return new DocketError('contest_slug_taken', `There is a contest at ${slug}; take another name.`, {
    fields: [{ path: 'body.slug', message: 'is in use' }],
  });
}

type Input = RouteBody<typeof route>;

/**
 * Writes a contest in a transaction under way: a draft, whose jury is the caller.
 * @param closed seen by its jury and those who take part alone, and kept by whoever calls this
 * @returns its id
 * @throws DocketError `unauthenticated`, `contest_times`, `contest_options`; and a unique violation where the address is taken (`slugTaken`)
 */
export async function writeContest(ctx: Ctx, tx: Tx, input: Input, closed = false): Promise<string> {
  const { userId } = requireUser(ctx);
  const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)];
  const freezesAt = input.freezesAt === null ? null : new Date(input.freezesAt);
  checkTimes({ startsAt, endsAt, freezesAt, durationMinutes: input.durationMinutes });
  const { late } = checkFormat(input.format, input.options);
  const id = newId();
  const longest = (input.durationMinutes ?? 0) * 60_000;
  await scopeStatement(tx.client, [
    id,
    startsAt,
    endsAt,
    new Date(endsAt.getTime() + longest + (late ?? 0)),
    input.durationMinutes !== null,
    input.upsolving,
    input.languages === null ? null : JSON.stringify(input.languages),
    userId,
    late,
    closed,
  ]);
  await contestStatement(tx.client, [
    id,
    input.slug,
    input.title,
    input.description,
    input.format,
    JSON.stringify(input.options),
    freezesAt,
    input.durationMinutes,
    input.registration,
    input.invitationCode,
    input.teamSize,
    input.rated,
    input.virtual,
    input.cannedAnswers,
    userId,
    input.timeZone,
    closed,
  ]);
  await boardStatement(tx.client, [id]);
  await tellLog(tx, id, [settingsFact(await findOwnContest(ctx, id, tx.client))]);
  await keepRecord(ctx, tx, { contestId: id, act: 'contest.created', data: { slug: input.slug, title: input.title } });
  return id;
}

/**
 * Makes a contest: a draft, whose jury is its maker.
 * @throws DocketError `unauthenticated`, `forbidden`, `contest_times`, `contest_options`, `contest_slug_taken`, `unknown_language`
 */
export async function createContest(ctx: Ctx, input: Input): Promise<ContestDetail> {
  requireRole(ctx, 'setter', 'admin');
  await requireLanguages(ctx, input.languages);
  let id: string;
  try {
    id = await change(ctx, (tx) => writeContest(ctx, tx, input));
  } catch (error) {
    throw slugTaken(error, input.slug) ?? error;
  }
  ctx.log.info({ contestId: id, slug: input.slug }, 'contest made');
  return getContest(ctx, { id });
}
