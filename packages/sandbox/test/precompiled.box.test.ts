import { expect, test } from 'vitest';
import { onEachBackend } from './backends.ts';

const BODY = 'int main() { std::vector<int> v{2, 40}; std::cout << std::accumulate(v.begin(), v.end(), 0); }\n';
const HEADER = '#include <bits/stdc++.h>\n';
/** The compiler uses a precompiled header only where nothing comes before it. */
const UNUSABLE = `#include <vector>\n${HEADER}`;

onEachBackend(
  'precompiled headers',
  1,
  (bench) => {
    async function cpuOf(language: string, code: string): Promise<number> {
      const outcome = await bench.sandbox().compile(language, [{ name: 'main.cpp', content: code }]);
      if (outcome.kind === 'failed') throw new Error(outcome.log);
      expect(outcome.log).toBe('');
      const [ran] = await bench.runAll(outcome.artifact, [{}]);
      expect(ran?.stdout.toString()).toBe('42');
      return outcome.evidence?.cpuMs ?? Number.NaN;
    }

    test.each(['cpp17', 'cpp20'])(
      '%s: bits/stdc++.h is read in a fraction of its time',
      { timeout: 300_000 },
      async (language) => {
        const plain = await cpuOf(language, UNUSABLE + BODY);
        // On a bare machine it is made in the background after the first start.
        await expect
          .poll(async () => (await cpuOf(language, HEADER + BODY)) / plain, { timeout: 240_000, interval: 500 })
          .toBeLessThan(0.6);
      },
    );

    test('macros and pragmas before it have the effect they have without it', async () => {
      const define = `#define MINE 4242\n${HEADER}static_assert(MINE == 4242);\n${BODY}`;
      expect(await cpuOf('cpp17', define)).toBeGreaterThan(0);
      const debug = `#define _GLIBCXX_DEBUG\n${HEADER}#ifndef _GLIBCXX_DEBUG_VECTOR\n#error not in debug mode\n#endif\n${BODY}`;
      expect(await cpuOf('cpp17', debug)).toBeGreaterThan(0);
      const pragma = `#pragma GCC optimize("O3")\n#pragma GCC target("avx2")\n${HEADER}${BODY}`;
      expect(await cpuOf('cpp17', pragma)).toBeGreaterThan(0);
    });
  },
  { precompile: true },
);
