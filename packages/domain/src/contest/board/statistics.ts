import { DocketError } from '@docket/contracts/errors';
import { contestStatistics, type ContestStatistics } from '@docket/contracts/http/contest';
import { statistics } from '@docket/contest/statistics';
import { prepare } from '@docket/db/statement';
import { apartIn } from '../../spine/apart.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { statisticsCache } from '../forget.ts';
import { findContest } from '../rows.ts';
import { keeperAt } from './move.ts';
import type { BoardKeeper, KeptView } from './keeper.ts';
import { namesOf } from './rows.ts';
import { firstsOf } from './write.ts';

/** Statistics as they are kept: names are looked up when they are told. */
const keptStatistics = contestStatistics.omit({ view: true });

const staleStatement = prepare(
  'contest_statistics_stale',
  'SELECT b.contest_id FROM contest_boards b WHERE b.statistics_seq <> b.seq ORDER BY b.contest_id LIMIT 50',
);
const lockStatement = prepare(
  'contest_statistics_lock',
  'SELECT b.seq FROM contest_boards b WHERE b.contest_id = $1 FOR UPDATE SKIP LOCKED',
);
const writeStatement = prepare(
  'contest_statistics_write',
  'UPDATE contest_boards SET statistics_seq = $2, public_statistics = $3, jury_statistics = $4 WHERE contest_id = $1',
);
const readStatement = prepare(
  'contest_statistics',
  `SELECT CASE $2 WHEN 'jury' THEN b.jury_statistics ELSE b.public_statistics END AS statistics FROM contest_boards b WHERE b.contest_id = $1`,
);

const apart = apartIn('statistics of contests');

/** Brings statistics up to the boards, which they follow: all cells are counted, so not with every verdict. */
export async function writeStatistics(ctx: Ctx): Promise<void> {
  for (const { contest_id: id } of await staleStatement(ctx.db.pool, []))
    await apart(ctx).one(id, () =>
      change(ctx, async (tx) => {
        const [locked] = await lockStatement(tx.client, [id]);
        if (locked === undefined) return;
        const keeper = await keeperAt(ctx, tx.client, id, Number(locked.seq));
        await writeStatement(tx.client, [id, keeper.seq, figures(keeper, 'public'), figures(keeper, 'jury')]);
      }),
    );
}

function figures(keeper: BoardKeeper, view: KeptView): string {
  const board = keeper.boards[view];
  const { problems, languages } = statistics(board);
  const labels = board.problems();
  const firsts = new Map(firstsOf(board.problems(), board.firsts()).map((first) => [first.label, first]));
  return JSON.stringify({
    problems: problems.map((each, at) => {
      const { problem: _, first: __, ...counts } = each;
      const label = labels[at]?.label ?? '';
      const first = firsts.get(label);
      return { label, ...counts, first: first === undefined ? null : { ...first, name: '' } };
    }),
    languages,
  });
}

/** Statistics as one view knows them. @throws DocketError `contest_not_found`, `contest_not_jury` */
export async function getStatistics(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  input: { readonly id: string; readonly view: KeptView },
): Promise<ContestStatistics> {
  const { id, standing, open_at, closed } = await findContest(ctx, input.id);
  if ((input.view === 'jury' || closed) && standing !== 'staff')
    throw new DocketError('contest_not_jury', 'You are not in the jury of this contest.');
  // How many problems there are is nobody's business before.
  if (standing !== 'staff' && ctx.clock.now() < open_at) return { view: input.view, problems: [], languages: [] };
  return statisticsCache(ctx.db).get(`${id} ${input.view}`, async () => {
    const [row] = await readStatement(ctx.db.pool, [id, input.view]);
    const parsed = keptStatistics.safeParse(row?.statistics);
    const { problems, languages } = parsed.success ? parsed.data : { problems: [], languages: [] };
    const names = await namesOf(
      ctx.db.pool,
      id,
      problems.flatMap(({ first }) => first?.participant ?? []),
    );
    return {
      view: input.view,
      problems: problems.map((problem) => ({
        ...problem,
        first:
          problem.first === null ? null : { ...problem.first, name: names.get(problem.first.participant)?.name ?? '' },
      })),
      languages,
    };
  });
}
