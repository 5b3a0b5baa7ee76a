import { expect, test } from 'vitest';
import { MIB } from '../src/backend.ts';
import { ALL_LANGUAGES, onEachBackend } from './backends.ts';
import { HABIT_PROGRAMS } from './worked-files.ts';

/** Half a megabyte in many lines, not all of them ASCII, and blanks that must stay as they are. */
const LINES = Array.from({ length: 20_000 }, (_, index) => `${index} grüße €  x y\n`).join('');

/** How deep calls may be nested where the language itself sets a bound, or a call costs more than in others. */
const DEPTHS: Readonly<Record<string, number>> = { algol68: 1_000, bash: 1_000, octave: 200, r: 1_000 };

const LIMITS = { memoryBytes: 256 * MIB, cpuMs: 10_000, wallMs: 40_000, processes: 64, outputBytes: 4 * MIB };

onEachBackend(
  'habits of languages',
  1,
  (bench) => {
    test.for(HABIT_PROGRAMS)(
      '%s: much input, exact bytes, deep recursion, and both limits, one after the other in one box',
      { timeout: 180_000 },
      async ([id, code], { skip }) => {
        skip(bench.sandbox().describe().versions[id] === undefined, 'not installed here');
        const artifact = await bench.build(id, code);
        const depth = DEPTHS[id] ?? 100_000;
        const [echo, deep, spin, hog, again] = await bench.runAll(artifact, [
          { stdin: `echo\n${LINES}`, limits: LIMITS },
          { stdin: `deep\n${depth}\n`, limits: LIMITS },
          { stdin: 'spin\n', limits: { ...LIMITS, cpuMs: 600 } },
          { stdin: 'hog\n', limits: { ...LIMITS, memoryBytes: 128 * MIB } },
          { stdin: 'echo\nlast\n', limits: LIMITS },
        ]);
        const fine = { exit: { kind: 'exited', code: 0 }, limitHit: null };
        expect(echo?.evidence, `${echo?.stderr}`).toMatchObject(fine);
        // Not by `toBe`, which would print both.
        expect(echo?.stdout.toString() === LINES, `printed ${echo?.stdout.subarray(0, 200).toString()}`).toBe(true);
        expect(echo?.stderr).toBe('');
        expect(deep?.stdout.toString(), `${deep?.stderr}`).toBe(`${(depth * (depth + 1)) / 2}\n`);
        expect(deep?.evidence).toMatchObject(fine);
        expect(spin?.evidence.limitHit, `${spin?.stderr}`).toBe('cpu');
        // A runtime that knows its limit ends by itself, and not well.
        expect(hog?.evidence, `${hog?.stderr}`).not.toMatchObject(fine);
        expect([null, 'memory']).toContain(hog?.evidence.limitHit);
        expect(again?.stdout.toString(), `${again?.stderr}`).toBe('last\n');
      },
    );
  },
  ALL_LANGUAGES,
);
