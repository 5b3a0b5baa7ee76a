import { DocketError } from '@docket/contracts/errors';
import type { ContestPhase, ContestVisibility, RegistrationKind } from '@docket/contracts/contest/settings';
import type { Pool } from '@docket/db/pool';
import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { gather } from '../spine/gather.ts';
import { perDb } from '../spine/ttl-cache.ts';

/** What a user may do with the problems, as `scope_standing` says it. */
export type Standing = 'staff' | 'open' | 'upsolving' | 'not_started' | 'window_not_begun' | 'over' | 'stranger';

/** May somebody of this standing see the problems now? */
export function seesProblems(standing: Standing): boolean {
  return standing === 'staff' || standing === 'open' || standing === 'upsolving';
}

/** A contest with its scope. */
export const CONTEST_COLUMNS = `c.id, c.slug, c.title, c.description, c.visibility, c.format, c.options, s.open_at, s.close_at, s.over_at, s.paused_at, s.paused_ms,
  s.upsolve, s.told_at, s.languages, c.freezes_at, c.frozen_from_ms, c.thawed_at, c.finalised_at, c.duration_minutes, c.registration, c.invitation_code,
  c.team_size, c.rated, c.virtual, c.closed, c.sealed, c.canned_answers, c.jury_key, c.created_by, c.time_zone, s.late_ms`;

// Of all who ask at once: a start is a stampede, and each would be a question of its own.
const findStatement = prepare(
  'find_contest',
  `SELECT ${CONTEST_COLUMNS},
          ARRAY(SELECT scope_standing(s, u.id, now()) FROM unnest($2::uuid[]) WITH ORDINALITY AS u(id, n) ORDER BY u.n) AS standings,
           ARRAY(SELECT EXISTS (SELECT FROM contest_members m WHERE m.contest_id = c.id AND m.user_id = u.id)
                   FROM unnest($2::uuid[]) WITH ORDINALITY AS u(id, n) ORDER BY u.n) AS taking_part
     FROM contests c JOIN judge_scopes s ON s.id = c.id WHERE c.slug = $1 OR c.id = as_uuid($1) ORDER BY c.id = as_uuid($1) DESC LIMIT 1`,
).rows<{
  standings: Standing[];
  taking_part: boolean[];
  visibility: ContestVisibility;
  registration: RegistrationKind;
  upsolve: 'nobody' | 'participants' | 'everybody';
  languages: string[] | null;
  canned_answers: string[];
  options: Readonly<Record<string, string | number | boolean | null>>;
}>();

type Found = Awaited<ReturnType<typeof findStatement>>[number];

/** Of the database what a number can hold as a number. */
export type ContestRow = Omit<Found, 'standings' | 'taking_part' | 'paused_ms' | 'frozen_from_ms' | 'late_ms'> & {
  readonly standing: Standing;
  readonly takes_part: boolean;
  /** Null: what is late is taken until the contest is final. */
  readonly late_ms: number | null;
  readonly paused_ms: number;
  readonly frozen_from_ms: number | null;
};

type Asked = { readonly idOrSlug: string; readonly userId: string | null };

async function readFor(
  on: Pool | PoolClient,
  idOrSlug: string,
  userIds: readonly (string | null)[],
): Promise<(ContestRow | null)[]> {
  const [row] = await findStatement(on, [idOrSlug, [...userIds]]);
  if (row === undefined) return userIds.map(() => null);
  const { standings, taking_part: takingPart, ...rest } = row;
  const contest = {
    ...rest,
    paused_ms: Number(row.paused_ms),
    late_ms: row.late_ms === null ? null : Number(row.late_ms),
    frozen_from_ms: row.frozen_from_ms === null ? null : Number(row.frozen_from_ms),
  };
  return standings.map((standing, at) => ({ ...contest, standing, takes_part: takingPart[at] === true }));
}

const asking = perDb((db) =>
  gather<Asked, ContestRow | null>({
    async run(asked) {
      const found = await Promise.all(
        [...Map.groupBy(asked, ({ idOrSlug }) => idOrSlug)].map(async ([idOrSlug, together]) => {
          const rows = await readFor(
            db.pool,
            idOrSlug,
            together.map(({ userId }) => userId),
          );
          return together.map((each, at) => [each, rows[at] ?? null] as const);
        }),
      );
      return new Map(found.flat());
    },
    max: 200,
    lanes: 4,
  }),
);

/** A contest whoever asks; the platform is of its jury. Undefined: there is none. @param on undefined: with all who ask at once */
async function readContest(
  { actor, db }: Pick<Ctx, 'actor' | 'db'>,
  idOrSlug: string,
  on: PoolClient | undefined,
): Promise<ContestRow | undefined> {
  const userId = actor.kind === 'user' ? actor.userId : null;
  const row =
    on === undefined ? await asking(db)({ idOrSlug, userId }) : ((await readFor(on, idOrSlug, [userId]))[0] ?? null);
  if (row === null) return undefined;
  return actor.kind === 'system' ? { ...row, standing: 'staff' } : row;
}

/** A contest as the caller may know of it: drafts are their jury's, closed ones also those of who takes part. @throws DocketError `contest_not_found` */
export async function findContest(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  idOrSlug: string,
  on?: PoolClient,
): Promise<ContestRow> {
  const row = await readContest(ctx, idOrSlug, on);
  if (
    row === undefined ||
    (row.standing !== 'staff' && (row.visibility === 'DRAFT' || (row.closed && !row.takes_part)))
  )
    throw new DocketError(
      'contest_not_found',
      `There is no contest ${JSON.stringify(idOrSlug)}; GET /contest lists them.`,
    );
  return row;
}

/** A contest whose jury the caller is in; admins are in all. @throws DocketError `unauthenticated`, `contest_not_found`, `contest_not_jury` */
export async function findOwnContest(ctx: Ctx, idOrSlug: string, on?: PoolClient): Promise<ContestRow> {
  if (ctx.actor.kind !== 'system') requireUser(ctx);
  const row = await findContest(ctx, idOrSlug, on);
  if (row.standing !== 'staff') throw new DocketError('contest_not_jury', 'You are not in the jury of this contest.');
  return row;
}

const helperStatement = prepare(
  'contest_helper',
  `SELECT FROM judge_scope_staff f JOIN users u ON u.id = f.user_id
    WHERE f.scope_id = $1 AND f.user_id = $2 AND NOT f.may_set AND u.role <> 'admin'`,
);

/**
 * A contest that the caller sets: of the jury of a closed one some only help, and what its keeper has sealed nobody sets.
 * @throws DocketError `unauthenticated`, `contest_not_found`, `contest_not_jury`, `contest_state`
 */
export async function findSetContest(ctx: Ctx, idOrSlug: string, on: PoolClient): Promise<ContestRow> {
  const row = await findOwnContest(ctx, idOrSlug, on);
  await refuseHelpers(ctx, row, on);
  refuseSealed(row);
  return row;
}

/** @throws DocketError `contest_not_jury` to who only helps to run it */
export async function refuseHelpers({ actor }: Ctx, { id }: Pick<ContestRow, 'id'>, on: PoolClient): Promise<void> {
  if (actor.kind !== 'user' || (await helperStatement(on, [id, actor.userId])).length === 0) return;
  throw new DocketError(
    'contest_not_jury',
    'You assist in the course of this assignment: its teachers set times, problems and rules, and who is out. Ask one of them.',
  );
}

/** @throws DocketError `contest_state` */
export function refuseSealed(row: Pick<ContestRow, 'sealed'>): void {
  if (row.sealed)
    throw new DocketError(
      'contest_state',
      'The course of this assignment is archived: nothing of it is set any more. Open the course again first.',
    );
}

/**
 * What a contest is counted by is closed when it is final: times, rules, problems and who takes part. Whoever is found out later is disqualified all the same, and a
 * submission may be judged again or taken out of the count; boards and ratings follow.
 * @param row as it is under the scope's lock
 * @throws DocketError `contest_state`
 */
export function refuseFinal(row: Pick<ContestRow, 'finalised_at'>): void {
  if (row.finalised_at !== null)
    throw new DocketError(
      'contest_state',
      `The contest is final since ${row.finalised_at.toISOString()}: times, rules, problems and who takes part stay as they are.`,
    );
}

/** Who is in a closed contest and what it is to its people says whoever keeps it. @throws DocketError `contest_state` */
export function refuseClosed(row: Pick<ContestRow, 'closed'>, what: string): void {
  if (row.closed) throw new DocketError('contest_state', `This is an assignment of a course: ${what} is set there.`);
}

type Times = Pick<ContestRow, 'open_at' | 'over_at' | 'paused_at' | 'finalised_at'>;

/** Where a contest stands. It runs as long as anybody's window is open. */
export function phaseOf(row: Times, now: Date): ContestPhase {
  if (row.finalised_at !== null) return 'final';
  if (now < row.open_at) return 'coming';
  return row.paused_at !== null || now < row.over_at ? 'running' : 'over';
}

/** How long somebody's contest is without what comes on top, in milliseconds. Pauses are not counted: they come on top of the end. */
export function durationMs(row: Pick<ContestRow, 'open_at' | 'close_at' | 'paused_ms' | 'duration_minutes'>): number {
  if (row.duration_minutes !== null) return row.duration_minutes * 60_000;
  return row.close_at.getTime() - row.open_at.getTime() - row.paused_ms;
}

/** Contest time from which on the public sees no verdicts, in milliseconds; null: there is no freeze. */
export function freezeMs(
  row: Pick<ContestRow, 'open_at' | 'freezes_at' | 'frozen_from_ms' | 'paused_ms'>,
): number | null {
  if (row.frozen_from_ms !== null) return row.frozen_from_ms;
  return row.freezes_at === null ? null : row.freezes_at.getTime() - row.open_at.getTime() - row.paused_ms;
}

/** Is the public board frozen at that moment? */
export function isFrozen(
  row: Pick<ContestRow, 'open_at' | 'freezes_at' | 'frozen_from_ms' | 'paused_ms' | 'thawed_at' | 'paused_at'>,
  now: Date,
): boolean {
  const from = freezeMs(row);
  if (from === null || row.thawed_at !== null) return false;
  const until = row.paused_at !== null && row.paused_at < now ? row.paused_at : now;
  return until.getTime() - row.open_at.getTime() - row.paused_ms >= from;
}
