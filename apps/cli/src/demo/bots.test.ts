import { expect, test } from 'vitest';
import { BOT_LANGUAGES, CONTEST_PROBLEMS, planBots } from './bots.ts';
import { FREEZE_AT } from './contest-run.ts';
import { PENALTY_MINUTES } from './jury.ts';
import { placesOf, recount } from './recount.ts';
import { readCandidates } from './samples.ts';

test('seven bots have programs of the worked problems, right and wrong, in time and after the freeze', async () => {
  const { bots, gaps } = planBots(await readCandidates(), BOT_LANGUAGES);
  expect(gaps).toEqual([]);
  expect(bots).toHaveLength(7);
  expect(new Set(bots.map(({ name }) => name)).size).toBe(7);
  const tries = bots.flatMap((bot) => bot.tries);
  for (const { at, code } of tries) {
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(0.9);
    expect(code).not.toBe('');
  }
  expect(new Set(tries.map(({ expected }) => expected))).toEqual(new Set(['AC', 'WA', 'RE', 'CE']));
  expect(new Set(tries.map(({ language }) => language))).toEqual(new Set(BOT_LANGUAGES));
  // Everything is solved by somebody.
  expect(new Set(tries.filter(({ expected }) => expected === 'AC').map(({ label }) => label))).toEqual(
    new Set(CONTEST_PROBLEMS.map(({ label }) => label)),
  );
});

test('each bot hands in by the clock, and never at a problem that it has solved', async () => {
  const { bots } = planBots(await readCandidates(), BOT_LANGUAGES);
  for (const { tries } of bots) {
    expect(tries.map(({ at }) => at)).toEqual(tries.map(({ at }) => at).toSorted((a, b) => a - b));
    const solved = tries.filter(({ expected }) => expected === 'AC').map(({ label }) => label);
    expect(new Set(solved).size).toBe(solved.length);
  }
});

test('without C everything there is in Python is handed in, and what is missing is told', async () => {
  const { bots, gaps } = planBots(await readCandidates(), ['python3']);
  expect(new Set(bots.flatMap(({ tries }) => tries.map(({ language }) => language)))).toEqual(new Set(['python3']));
  expect(gaps).toEqual([
    'twotickets has no program in c or python3 that ends with RE',
    'hello has no program in c or python3 that ends with CE',
  ]);
});

test('who is ahead at the freeze is not who wins', async () => {
  const { bots } = planBots(await readCandidates(), BOT_LANGUAGES);
  const tries = bots
    .flatMap(({ name, tries: own }) =>
      own.map(({ at, label, expected }) => ({ participant: name, label, time: at * 150_000, verdict: expected })),
    )
    .toSorted((a, b) => a.time - b.time);
  const names = bots.map(({ name }) => name);
  const labels = CONTEST_PROBLEMS.map(({ label }) => label);
  const first = (hiddenFrom: number | null) => {
    const places = placesOf(recount(names, tries, { labels, penaltyMinutes: PENALTY_MINUTES, hiddenFrom }));
    return names.filter((name) => places.get(name) === 1);
  };
  expect(first(FREEZE_AT * 150_000)).toEqual(['jonas']);
  expect(first(null)).toEqual(['mira']);
});
