import { DocketError } from '@docket/contracts/errors';
import { contestChannel } from '@docket/contracts/events/contest';
import type { changeContest as route, ContestDetail } from '@docket/contracts/http/contest';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { lockScope, refreshScopeOver } from '../judge/scope/lock.ts';
import { keepRecord } from './audit.ts';
import { slugTaken } from './create.ts';
import { forgetContest } from './forget.ts';
import { getContest } from './get.ts';
import { requireLanguages } from './languages.ts';
import { followSettings } from './people/sync.ts';
import { findOwnContest, findSetContest, isFrozen, refuseClosed, refuseFinal, type ContestRow } from './rows.ts';
import { checkFormat, checkTimes } from './settings.ts';

type Input = RouteBody<typeof route>;

/** What stays as it is once somebody's time may have run. */
const FIXED = [
  'format',
  'options',
  'startsAt',
  'endsAt',
  'durationMinutes',
  'teamSize',
] as const satisfies readonly (keyof Input)[];

/** What stays besides when the contest is final. */
const COUNTED = [...FIXED, 'freezesAt', 'languages', 'registration'] as const satisfies readonly (keyof Input)[];

/** What nobody sets of a closed contest. */
const OPEN_ONLY = [
  'format',
  'durationMinutes',
  'registration',
  'invitationCode',
  'teamSize',
  'rated',
  'virtual',
  'upsolving',
] as const satisfies readonly (keyof Input)[];

const contestStatement = prepare(
  'contest_rewrite',
  `UPDATE contests SET slug = $2, title = $3, description = $4, format = $5, options = $6, freezes_at = $7, duration_minutes = $8, registration = $9,
          invitation_code = $10, team_size = $11, rated = $12, virtual = $13, canned_answers = $14, visibility = $15, time_zone = $16 WHERE id = $1`,
);
const scopeStatement = prepare(
  'contest_scope_rewrite',
  `UPDATE judge_scopes SET open_at = $2, close_at = $3, own_windows = $4, upsolve = $5, languages = $6, active = $7, late_ms = $8 WHERE id = $1`,
);

const ratedStatement = prepare('contest_was_rated', 'SELECT FROM contest_ratings r WHERE r.contest_id = $1');

/**
 * A final contest may be taken out of the ratings, and back in: these are folded again. One that was not rated when it became final never is, because nobody played
 * it as such.
 */
async function mayBeRatedAgain(tx: Tx, { id, finalised_at }: ContestRow): Promise<boolean> {
  return finalised_at === null || (await ratedStatement(tx.client, [id])).length > 0;
}

/** Tells everybody who looks at it that times or state are others. */
export function tellContest(tx: Tx, row: ContestRow, now: Date): void {
  tx.emit({
    channel: contestChannel(row.id, row.closed),
    type: 'contest.changed',
    data: {
      contestId: row.id,
      startsAt: row.open_at.toISOString(),
      endsAt: row.close_at.toISOString(),
      pausedAt: row.paused_at?.toISOString() ?? null,
      frozen: isFrozen(row, now),
      finalised: row.finalised_at !== null,
    },
  });
}

/** The row as it is to be. */
function merged(row: ContestRow, input: Input) {
  const at = (given: string | null | undefined, kept: Date | null) =>
    given === undefined ? kept : given === null ? null : new Date(given);
  const or = <T>(given: T | undefined, kept: T): T => (given === undefined ? kept : given);
  return {
    slug: or(input.slug, row.slug),
    title: or(input.title, row.title),
    description: or(input.description, row.description),
    format: or(input.format, row.format),
    options: or(input.options, row.options),
    startsAt: at(input.startsAt, row.open_at) ?? row.open_at,
    endsAt: at(input.endsAt, row.close_at) ?? row.close_at,
    timeZone: or(input.timeZone, row.time_zone),
    freezesAt: at(input.freezesAt, row.freezes_at),
    durationMinutes: or(input.durationMinutes, row.duration_minutes),
    registration: or(input.registration, row.registration),
    invitationCode: or(input.invitationCode, row.invitation_code),
    teamSize: or(input.teamSize, row.team_size),
    rated: or(input.rated, row.rated),
    virtual: or(input.virtual, row.virtual),
    upsolving: or(input.upsolving, row.upsolve),
    languages: or(input.languages, row.languages),
    cannedAnswers: or(input.cannedAnswers, row.canned_answers),
    visibility: or(input.visibility, row.visibility),
  };
}

/**
 * Changes what is given, or publishes. Once the contest has begun its format, start and windows stay, and it does not become a draft again.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `contest_times`, `contest_options`, `contest_slug_taken`, `contest_begun`, `contest_state`, `unknown_language`
 */
export async function changeContest(ctx: Ctx, input: Input & { readonly id: string }): Promise<ContestDetail> {
  const { id } = await findOwnContest(ctx, input.id);
  if (input.languages !== undefined) await requireLanguages(ctx, input.languages);
  try {
    await change(ctx, (tx) => rewriteContest(ctx, tx, { ...input, id }));
  } catch (error) {
    throw slugTaken(error, input.slug) ?? error;
  }
  forgetContest(ctx, id);
  return getContest(ctx, { id });
}

/** The same in a transaction under way, after which `forgetContest` is called; languages are known and `id` is no name. Locks the scope. */
export async function rewriteContest(ctx: Ctx, tx: Tx, input: Input & { readonly id: string }): Promise<void> {
  const { id, ...data } = input;
  const scope = await lockScope(tx, id);
  const row = await findSetContest(ctx, id, tx.client);
  const [next, now] = [merged(row, input), merged(row, {})];
  if (
    next.visibility === 'LISTED' ||
    OPEN_ONLY.some((field) => JSON.stringify(next[field]) !== JSON.stringify(now[field]))
  )
    refuseClosed(row, 'who takes part and how');
  if (COUNTED.some((field) => JSON.stringify(next[field]) !== JSON.stringify(now[field]))) refuseFinal(row);
  if (next.rated && !row.rated && !(await mayBeRatedAgain(tx, row))) refuseFinal(row);
  if (scope !== null && row.visibility !== 'DRAFT' && scope.now >= row.open_at) refuseFixed(input, row);
  checkTimes(next);
  const { late } = checkFormat(next.format, next.options);
  await contestStatement(tx.client, [
    id,
    next.slug,
    next.title,
    next.description,
    next.format,
    JSON.stringify(next.options),
    next.freezesAt,
    next.durationMinutes,
    next.registration,
    next.invitationCode,
    next.teamSize,
    next.rated,
    next.virtual,
    next.cannedAnswers,
    next.visibility,
    next.timeZone,
  ]);
  await scopeStatement(tx.client, [
    id,
    next.startsAt,
    next.endsAt,
    next.durationMinutes !== null,
    next.upsolving,
    next.languages === null ? null : JSON.stringify(next.languages),
    next.visibility !== 'DRAFT',
    row.finalised_at === null ? late : 0,
  ]);
  const changed = await findOwnContest(ctx, id, tx.client);
  await followSettings(tx, row, changed);
  await refreshScopeOver(tx, id, (next.durationMinutes ?? 0) * 60_000);
  tellContest(tx, await findOwnContest(ctx, id, tx.client), ctx.clock.now());
  await keepRecord(ctx, tx, { contestId: id, act: 'contest.changed', data });
}

function refuseFixed(input: Input, row: ContestRow): void {
  const fields = FIXED.filter((field) => input[field] !== undefined).map((field) => ({
    path: `body.${field}`,
    message: `stays as it is: the contest began at ${row.open_at.toISOString()}`,
  }));
  if (input.visibility === 'DRAFT')
    fields.push({
      path: 'body.visibility',
      message: 'a contest that has begun is no draft again; use LINK to take it out of lists',
    });
  if (fields.length === 0) return;
  throw new DocketError(
    'contest_begun',
    `${fields.map(({ path }) => path.slice(5)).join(', ')}: the contest has begun.`,
    { fields },
  );
}
