import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distribution, shareBelow } from './distribution.ts';
import { driftOf, logisticScale, RATING_PARAMETERS } from './parameters.ts';
import { performances, type Entrant } from './performance.ts';
import { diffuse, displayedRating, learn, newPlayer, type RatedPlayer } from './player.ts';
import { foldRatings, rateContest, ratedResults, type RatedContest, type RatedResult } from './rate.ts';
import { boardOf, problem, sent, settings, team } from '../../test/small-contest.ts';

const { beta, sigma, sigmaLimit } = RATING_PARAMETERS;
const names = Array.from({ length: 12 }, (_, i) => `u${i}`);

/** Results of one contest among some of the players; places may be equal. */
const someResults = fc.uniqueArray(
  fc.record({ player: fc.constantFrom(...names), place: fc.integer({ min: 1, max: 8 }) }),
  {
    selector: ({ player }) => player,
    minLength: 2,
  },
);
const someContests = fc
  .array(someResults, { minLength: 1, maxLength: 6 })
  .map((all) => all.map((results, i): RatedContest => ({ id: `c${i}`, endedAt: i * 1_000, results })));

function ratingsAfter(contests: readonly RatedContest[], from: ReadonlyMap<string, RatedPlayer> = new Map()) {
  const fold = foldRatings(contests, from);
  for (;;) {
    const step = fold.next();
    if (step.done === true) return step.value;
  }
}

/** The paper's formula for one entrant, term by term, and its zero by halving alone. */
function plainPerformance(field: readonly Entrant[], i: number): number {
  const own = field[i]?.place ?? 0;
  let low = -20_000;
  let high = 20_000;
  for (let step = 0; step < 100; step += 1) {
    const x = (low + high) / 2;
    let sum = 0;
    for (const { mu, deviation, place } of field) {
      const pull = Math.tanh((x - mu) / (2 * (Math.sqrt(3) / Math.PI) * deviation));
      if (place >= own) sum += (pull - 1) / deviation;
      if (place <= own) sum += (pull + 1) / deviation;
    }
    if (sum > 0) high = x;
    else low = x;
  }
  return low;
}

const someField = fc.array(
  fc.record({
    mu: fc.double({ min: 0, max: 3_500, noNaN: true }),
    deviation: fc.double({ min: 210, max: 420, noNaN: true }),
    place: fc.integer({ min: 1, max: 20 }),
  }),
  { minLength: 1, maxLength: 60 },
);

test('performances are the zeros of the paper’s sums', () => {
  fc.assert(
    fc.property(someField, (field) => {
      performances(field).forEach((performance, i) => expect(performance).toBeCloseTo(plainPerformance(field, i), 3));
    }),
  );
});

test('the skill is the zero of the paper’s sum of the belief and all performances', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -500, max: 4_000, noNaN: true }), { minLength: 1, maxLength: 40, size: 'max' }),
      (days) => {
        let player = newPlayer(RATING_PARAMETERS);
        for (const day of days) player = learn(diffuse(player, RATING_PARAMETERS), day, RATING_PARAMETERS);
        const scale = logisticScale(beta);
        let sum = player.prior.weight * (player.mu - player.prior.mean);
        let weight = player.prior.weight;
        for (const { value, weight: own } of player.performances) {
          sum += ((own * beta ** 2) / scale) * Math.tanh((player.mu - value) / (2 * scale));
          weight += own;
        }
        expect(sum).toBeCloseTo(0, 9);
        expect(player.sigma).toBeCloseTo(1 / Math.sqrt(weight), 9);
        expect(player.performances.length).toBeLessThanOrEqual(RATING_PARAMETERS.history);
      },
    ),
  );
});

test('the deviation of who plays often comes to rest at its limit, from above, and the shown rating at the skill', () => {
  let player = newPlayer(RATING_PARAMETERS);
  expect(displayedRating(player, RATING_PARAMETERS)).toBe(1500 - 2 * (sigma - sigmaLimit));
  for (let day = 0; day < 60; day += 1) {
    const next = learn(diffuse(player, RATING_PARAMETERS), 1500, RATING_PARAMETERS);
    expect(next.sigma).toBeLessThanOrEqual(player.sigma + 1e-9);
    player = next;
  }
  expect(player.sigma).toBeCloseTo(sigmaLimit, 3);
  expect(displayedRating(player, RATING_PARAMETERS)).toBe(1500);
});

/** One contest at the end of a history, in which one player's place is changed and all else is equal. */
const lastDay = fc.record({
  before: someContests,
  results: someResults,
  who: fc.nat(),
  better: fc.integer({ min: 0, max: 8 }),
});

function skillOf(before: ReadonlyMap<string, RatedPlayer>, results: readonly RatedResult[], who: string): number {
  return rateContest(before, results).find(({ player }) => player === who)?.after.mu ?? Number.NaN;
}

test('a better place never rates lower', () => {
  let raised = 0;
  fc.assert(
    fc.property(lastDay, ({ before, results, who, better }) => {
      const players = ratingsAfter(before);
      const one = results[who % results.length];
      if (one === undefined || better >= one.place) return;
      const moved = results.map((result) => (result === one ? { ...one, place: better } : result));
      const [lower, higher] = [skillOf(players, results, one.player), skillOf(players, moved, one.player)];
      expect(higher).toBeGreaterThanOrEqual(lower - 1e-6);
      if (higher > lower + 1) raised += 1;
    }),
    { numRuns: 200 },
  );
  expect(raised).toBeGreaterThan(10);
});

test('nor does it later: whoever did better on one day is never worse off after the same days that follow', () => {
  const apart = fc.tuple(someResults, someResults, fc.nat(), fc.integer({ min: 0, max: 8 }));
  fc.assert(
    fc.property(apart, ([first, second, who, better]) => {
      const one = first[who % first.length];
      if (one === undefined || better >= one.place) return;
      const after = (place: number): number => {
        // The others are as they are either way: what the better day did to them is not this player's gain.
        const others = rateContest(new Map(), first);
        const own = rateContest(
          new Map(),
          first.map((result) => (result === one ? { ...one, place } : result)),
        );
        const players = new Map(others.map(({ player, after: state }) => [player, state]));
        const state = own.find(({ player }) => player === one.player)?.after;
        if (state !== undefined) players.set(one.player, state);
        const joined = second.some(({ player }) => player === one.player)
          ? second
          : [...second, { player: one.player, place: 4 }];
        return skillOf(players, joined, one.player);
      };
      expect(after(better)).toBeGreaterThanOrEqual(after(one.place) - 1e-6);
    }),
  );
});

test('one bad day costs a bounded amount, however bad; without the logistic tails it would not', () => {
  fc.assert(
    fc.property(someContests, fc.double({ min: 0, max: 1e7, noNaN: true }), (contests, depth) => {
      for (const player of ratingsAfter(contests).values()) {
        const today = diffuse(player, RATING_PARAMETERS);
        const after = learn(today, today.mu - depth, RATING_PARAMETERS);
        // The pull of one performance is at most 1 / scale, and the belief holds against it with its weight.
        const bound = 1 / logisticScale(beta) / today.prior.weight;
        expect(today.mu - after.mu).toBeLessThanOrEqual(bound + 1e-6);
        expect(after.mu).toBeLessThanOrEqual(today.mu + 1e-6);
        const normal =
          (today.mu / today.sigma ** 2 + (today.mu - 1e7) / beta ** 2) / (1 / today.sigma ** 2 + 1 / beta ** 2);
        expect(today.mu - normal).toBeGreaterThan(bound);
      }
    }),
    { numRuns: 50 },
  );
});

test('the order of the rows does not matter, and equal players with equal places stay equal', () => {
  fc.assert(
    fc.property(someContests, fc.nat(), (contests, seed) => {
      const shuffled = contests
        .map((contest) => ({
          ...contest,
          results: contest.results.toSorted((a, b) => hash(a.player, seed) - hash(b.player, seed)),
        }))
        .toReversed();
      const sorted = (players: ReadonlyMap<string, RatedPlayer>) =>
        [...players].toSorted(([a], [b]) => (a < b ? -1 : 1));
      expect(sorted(ratingsAfter(shuffled))).toEqual(sorted(ratingsAfter(contests)));
      const [first] = contests;
      const changes = rateContest(new Map(), first?.results ?? []);
      for (const a of changes)
        for (const b of changes) {
          if (a.place === b.place) expect(a.after).toEqual(b.after);
          if (a.place < b.place) expect(a.to).toBeGreaterThanOrEqual(b.to);
        }
    }),
  );
});

const hash = (text: string, seed: number): number =>
  [...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0) + seed) % 1_009, seed % 97);

test('folding again from any contest gives what folding from the first gives', () => {
  fc.assert(
    fc.property(someContests, fc.nat(), (contests, cut) => {
      const at = cut % (contests.length + 1);
      const half = ratingsAfter(contests.slice(0, at));
      const kept = new Map<string, RatedPlayer>(JSON.parse(JSON.stringify([...half])));
      expect(ratingsAfter(contests.slice(at), kept)).toEqual(ratingsAfter(contests));
    }),
  );
});

test('results are of those who are rated, have a place and have tried', () => {
  const board = boardOf([
    settings('icpc'),
    problem('A'),
    team('a', { rated: false }),
    team('b'),
    team('c'),
    team('d', { disqualified: true }),
    team('e', { official: false }),
    team('f'),
    team('g'),
    ...sent(
      ['a', 'A', 1, 'AC'],
      ['b', 'A', 2, 'AC'],
      ['c', 'A', 2, 'AC'],
      ['d', 'A', 1, 'AC'],
      ['e', 'A', 1, 'AC'],
      ['f', 'A', 1, 'WA'],
    ),
  ]);
  expect(ratedResults(board.rows(), board.state.participants)).toEqual([
    { player: 'b', place: 1 },
    { player: 'c', place: 1 },
    { player: 'f', place: 3 },
  ]);
  expect(() =>
    rateContest(new Map(), [
      { player: 'b', place: 1 },
      { player: 'b', place: 2 },
    ]),
  ).toThrow('Give each player one place');
});

test('the distribution has every rating in one bucket, empty ones between them too', () => {
  expect(distribution([])).toEqual([]);
  expect(distribution([-1, 0, 99, 100, 350])).toEqual([
    { from: -100, count: 1 },
    { from: 0, count: 2 },
    { from: 100, count: 1 },
    { from: 200, count: 0 },
    { from: 300, count: 1 },
  ]);
  expect([shareBelow([1, 2, 2, 3], 2), shareBelow([], 2)]).toEqual([0.5, 0]);
  expect(driftOf(RATING_PARAMETERS)).toBeCloseTo(1 / (1 / 6_400 - 1 / 40_000) - 6_400, 6);
});
