import type { getRunTimes as route, RunTimes } from '@docket/contracts/http/chart';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { findProblem } from '../problem/visible.ts';
import { betterThan, columnsOf, type Bucket } from './spread.ts';

const spreadStatement = prepare(
  'run_time_spread',
  `SELECT s.measure, s.bucket, s.people FROM problem_spreads s JOIN problems p ON p.id = s.problem_id AND p.current_version = s.version
    WHERE s.problem_id = $1 AND s.language = $2 AND s.people > 0`,
).rows<{ measure: 'cpu' | 'memory' }>();
const ownStatement = prepare(
  'own_best',
  `SELECT b.cpu_ms, b.memory_bytes::float8 AS memory_bytes FROM problem_bests b JOIN problems p ON p.id = b.problem_id AND p.current_version = b.version
    WHERE b.problem_id = $1 AND b.language = $2 AND b.user_id = $3`,
).rows<{ memory_bytes: number }>();
const closedStatement = prepare('run_times_closed', 'SELECT problem_contested($1, $2) AS closed').rows<{
  closed: boolean;
}>();

type Spread = Readonly<Record<'cpu' | 'memory', readonly Bucket[]>>;

/** The same for everybody; a chart of hundreds is as good some seconds later. */
const cache = perDb(() => new TtlCache<Spread>({ ttlMs: 5_000, max: 500 }));

const NOBODY: Spread = { cpu: [], memory: [] };

/**
 * How fast accepted submissions of a problem are in one language and what memory they take, of each person the best, with the caller's own. It is read
 * from counts that are kept with every verdict (`refresh_bests`). While a contest has the problem there are none.
 * @throws DocketError `problem_not_found`
 */
export async function getRunTimes(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { readonly slug: string; readonly language: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await findProblem(ctx, input.slug);
  const { language } = input;
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const [state] = await closedStatement(ctx.db.pool, [id, userId]);
  const spread = state?.closed === false ? await spreadOf(ctx, id, language) : NOBODY;
  const people = spread.cpu.reduce((sum, bucket) => sum + bucket.people, 0);
  return {
    language,
    people,
    bins: columnsOf(spread.cpu).map(({ from, to, people: count }) => ({ fromMs: from, toMs: to, people: count })),
    memory: columnsOf(spread.memory).map(({ from, to, people: count }) => ({
      fromBytes: from * 1024,
      toBytes: to * 1024,
      people: count,
    })),
    own: people === 0 || userId === null ? null : await ownOf(ctx, { id, language, userId }, spread),
  };
}

/** Whoever is the first is in it at once: that there is nobody is asked again. */
async function spreadOf({ db }: Pick<Ctx, 'db'>, id: string, language: string): Promise<Spread> {
  const read = async () => {
    const rows = await spreadStatement(db.pool, [id, language]);
    const { cpu = [], memory = [] } = Object.groupBy(rows, ({ measure }) => measure);
    return { cpu, memory };
  };
  const kept = await cache(db).get(`${id} ${language}`, read);
  return kept.cpu.length > 0 ? kept : read();
}

async function ownOf(
  { db }: Pick<Ctx, 'db'>,
  asked: { readonly id: string; readonly language: string; readonly userId: string },
  spread: Spread,
): Promise<RunTimes['own']> {
  const [best] = await ownStatement(db.pool, [asked.id, asked.language, asked.userId]);
  if (best === undefined) return null;
  return {
    cpuMs: best.cpu_ms,
    fasterThan: betterThan(spread.cpu, best.cpu_ms),
    memoryBytes: best.memory_bytes,
    smallerThan: betterThan(spread.memory, best.memory_bytes / 1024),
  };
}
