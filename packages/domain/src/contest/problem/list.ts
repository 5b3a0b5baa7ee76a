import { DocketError } from '@docket/contracts/errors';
import { boardRow, type BoardRow } from '@docket/contracts/contest/board';
import type { getContestProblem as oneRoute, listContestProblems as route } from '@docket/contracts/http/contest';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { getProblem } from '../../judge/problem/get-problem.ts';
import { secondsUntil } from '../../judge/scope/refusals.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { gather } from '../../spine/gather.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { findContest, type ContestRow } from '../rows.ts';
import { contestMaterial } from './material.ts';

/**
 * Lets nobody by who may not see the problems now.
 * @throws DocketError `contest_not_started` (with retryAfter), `contest_window_not_begun`, `contest_over`, `contest_not_participant`
 */
export function requireProblems(row: ContestRow, now: Date): void {
  switch (row.standing) {
    case 'staff':
    case 'open':
    case 'upsolving':
      return;
    case 'not_started':
      throw new DocketError('contest_not_started', `The contest begins at ${row.open_at.toISOString()}.`, {
        retryAfter: secondsUntil(row.open_at, now),
      });
    case 'window_not_begun':
      throw new DocketError(
        'contest_window_not_begun',
        'Your own time has not begun: POST /contest/:id/start begins it.',
      );
    case 'over':
      throw new DocketError('contest_over', 'Your time in this contest is over, and its problems are not open to you.');
    case 'stranger':
      throw new DocketError(
        'contest_not_participant',
        'Problems are open to those who take part while the contest runs.',
      );
    default:
      row.standing satisfies never;
  }
}

// What one has done oneself is no secret in the freeze.
const ownStatement = prepare(
  'contest_own_rows',
  `SELECT m.user_id, r.row FROM contest_members m JOIN contest_board_rows r ON r.contest_id = m.contest_id AND r.view = 'jury' AND r.participant_id = m.participant_id
    WHERE m.contest_id = $1 AND m.user_id = ANY ($2::uuid[])`,
);
const ownCells = boardRow.pick({ cells: true });
type Asked = { readonly contestId: string; readonly userId: string };

const askingOwn = perDb((db) =>
  gather<Asked, BoardRow['cells'] | null>({
    async run(asked) {
      const found = await Promise.all(
        [...Map.groupBy(asked, ({ contestId }) => contestId)].map(async ([contestId, together]) => {
          const rows = await ownStatement(db.pool, [contestId, together.map(({ userId }) => userId)]);
          const byUser = new Map(rows.map(({ user_id: userId, row }) => [userId, ownCells.parse(row).cells]));
          return together.map((each) => [each, byUser.get(each.userId) ?? null] as const);
        }),
      );
      return new Map(found.flat());
    },
    max: 200,
    lanes: 4,
  }),
);

/** Problems by letter, with how far the caller is. @throws as `requireProblems`, and DocketError `contest_not_found` */
export async function listContestProblems(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  input: { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const contest = await findContest(ctx, input.id);
  requireProblems(contest, ctx.clock.now());
  const material = await contestMaterial(ctx, contest.id);
  const cells =
    ctx.actor.kind === 'user' ? await askingOwn(ctx.db)({ contestId: contest.id, userId: ctx.actor.userId }) : null;
  return {
    data: material.map((problem, at) => {
      if (cells === null) return { ...problem, mine: null };
      const cell = cells[at];
      const { solved, score, tries, pending } = cell ?? { solved: false, score: 0, tries: 0, pending: 0 };
      return { ...problem, mine: { solved, score, tries, pending } };
    }),
  };
}

type OneProblem = RouteResponse<typeof oneRoute>;

/** The very object that all are answered with, so that it is written once for all of them. */
const statements = perDb(() => new TtlCache<OneProblem>({ ttlMs: 2_000, max: 500 }));

/**
 * One problem with its statement.
 * @throws as `requireProblems`, and DocketError `contest_not_found`, `contest_problem_not_found`
 */
export async function getContestProblem(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  input: { readonly id: string; readonly label: string; readonly language?: string | undefined },
): Promise<OneProblem> {
  const contest = await findContest(ctx, input.id);
  requireProblems(contest, ctx.clock.now());
  return statements(ctx.db).get(`${contest.id} ${input.label} ${input.language ?? ''}`, async () => {
    const found = (await contestMaterial(ctx, contest.id)).find(({ label }) => label === input.label);
    if (found === undefined)
      throw new DocketError('contest_problem_not_found', `This contest has no problem ${JSON.stringify(input.label)}.`);
    // Whether the caller may see it was asked above.
    const system = { db: ctx.db, actor: { kind: 'system', name: 'contest' } } as const;
    const problem = await getProblem(system, { slug: found.problemId, language: input.language });
    // Figures of before, and words that say how it is solved, are for afterwards.
    return { ...found, problem: { ...problem, tags: [], acceptance: null } };
  });
}
