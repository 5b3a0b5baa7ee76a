import { logisticScale, RATING_PARAMETERS } from '@docket/contest/rating/parameters';
import { foldRatings, rateContest, type RatedContest } from '@docket/contest/rating/rate';
import { cpuMillis } from '../lib/cpu-time.ts';
import { machine, printTable } from '../lib/report.ts';
import { median, ms } from '../lib/stats.ts';

const SIZES = [100, 2_000, 20_000];
const CONTESTS = 10;
const ROUNDS = 5;
const PASSES = 500;
const BUDGET_MS = 5_000;

/** Everybody in every contest, near the place that their skill gives them; the same numbers each time. */
function season(size: number): RatedContest[] {
  return Array.from({ length: CONTESTS }, (_, contest) => ({
    id: `contest-${contest}`,
    endedAt: contest,
    results: Array.from({ length: size }, (__, i) => ({
      player: `player-${i}`,
      day: i + wobble(i * CONTESTS + contest) * size * 0.3,
    }))
      .toSorted((a, b) => a.day - b.day)
      .map(({ player }, place) => ({ player, place: place + 1 })),
  }));
}

/** Between -1 and 1. */
function wobble(i: number): number {
  return (Math.imul(i + 1, 0x9e3779b1) >>> 0) / 2 ** 31 - 1;
}

/** One pass over the field: the sum for one entrant at one rating, which nobody can do without. */
function floorOf(size: number): number {
  const scale = 2 * logisticScale(RATING_PARAMETERS.beta);
  const means = Float64Array.from({ length: size }, (_, i) => 1_500 + wobble(i) * 500);
  let sum = 0;
  const all = cpuMillis(() => {
    for (let pass = 0; pass < PASSES; pass += 1)
      for (const mean of means) sum += Math.tanh((1_500 + pass - mean) / scale);
  });
  if (!Number.isFinite(sum)) throw new Error('no sum');
  return all / PASSES;
}

/** How long ratings take: one contest of newcomers, one of players with a history, and a season from its first contest. */
export async function run(): Promise<void> {
  console.log(
    `Method: seasons of ${CONTESTS} contests that everybody takes part in, no ties, in memory; processor time of the thread. One contest: the last of a season, median of ${ROUNDS} rounds; a season: once.`,
  );
  console.log(
    'Floor: the sum of tanh over the field at one rating. Done plainly, the formulas ask for it once for each entrant and step of the search.\n',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [['participants', 'first contest', 'last contest', 'floor', 'last / floor', 'season', 'kept']];
  for (const size of SIZES) {
    const contests = season(size);
    const [first] = contests;
    if (first === undefined) throw new Error('no contest');
    const newcomers = median(
      Array.from({ length: ROUNDS }, () => cpuMillis(() => void rateContest(new Map(), first.results))),
    );
    const players = new Map();
    const whole = cpuMillis(() => {
      for (const { changes } of foldRatings(contests))
        for (const { player, after } of changes) players.set(player, after);
    });
    const last = median(
      Array.from({ length: ROUNDS }, () => cpuMillis(() => void rateContest(players, first.results))),
    );
    const floor = floorOf(size);
    rows.push([
      size.toLocaleString('en'),
      ms(newcomers),
      ms(last),
      ms(floor),
      (last / floor).toFixed(0),
      ms(whole),
      last < BUDGET_MS ? 'yes' : 'no',
    ]);
  }
  printTable(rows);
  console.log(`\nBudget: one contest of ${(20_000).toLocaleString('en')} in less than ${BUDGET_MS} ms.`);
}
