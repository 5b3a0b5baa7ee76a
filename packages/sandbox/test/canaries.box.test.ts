import { expect, test } from 'vitest';
import { MIB } from '../src/backend.ts';
import { runCanaries } from '../src/canaries.ts';
import type { Sandbox } from '../src/sandbox.ts';
import { onEachBackend } from './backends.ts';

onEachBackend('canaries', 1, (bench) => {
  test('all are caught, again and again, and normal programs are judged in between', async () => {
    for (let round = 0; round < 2; round++) {
      const report = await runCanaries(bench.sandbox());
      expect(report).toMatchObject({ slipped: [], fault: null });
      await bench.expectNormal();
    }
  });

  test('one that had no core to run on is tried again, and is no hole', async () => {
    // The first so many of them as a machine leaves them on which everything starts at once.
    const starved = (times: number): Sandbox => {
      const real = bench.sandbox();
      let left = times;
      const load: Sandbox['load'] = async (artifact) => {
        const program = await real.load(artifact);
        return {
          ...program,
          close: () => program.close(),
          async run(options) {
            const ran = await program.run(options);
            if (String(options.stdin) !== 's' || left-- <= 0) return ran;
            const { limits } = ran.evidence;
            return {
              ...ran,
              evidence: { ...ran.evidence, limitHit: 'wall', wallMs: limits.wallMs, delayMs: limits.wallMs * 0.9 },
            };
          },
        };
      };
      return { ...real, compile: (...args) => real.compile(...args), load };
    };
    expect(await runCanaries(starved(3))).toMatchObject({ slipped: [], fault: null });
    expect(await runCanaries(starved(4))).toMatchObject({ slipped: [], fault: expect.stringContaining('too busy') });
  });

  test('the sandbox tells what it is and how busy it is', async () => {
    const program = await bench.sandbox().load(await bench.build('c', 'int main(void) { return 0; }'));
    const described = bench.sandbox().describe();
    expect(described).toMatchObject({ backend: bench.sandbox().backend, slots: 1, cgroup: expect.any(Number) });
    expect(described.isolation).toMatch(new RegExp(`^${bench.sandbox().backend}`));
    expect(described.boxes).toContainEqual({ trust: 'run', open: 1, warm: 0, busy: 1 });
    expect(described.versions['c']).toMatch(/^\d+\./);
    await program.close();
    expect(bench.sandbox().describe().boxes).toContainEqual({ trust: 'run', open: 1, warm: 1, busy: 0 });
  });
});

onEachBackend(
  'canaries with a hole',
  1,
  (bench) => {
    test('a memory limit that does not hold is seen, and nothing else is', async () => {
      const { slipped, fault } = await runCanaries(bench.sandbox());
      expect(fault).toBeNull();
      expect(slipped.map(({ name }) => name)).toEqual(['memory hog']);
    });

    test('a sandbox that is gone is a fault, not a pass', async () => {
      await bench.sandbox().close();
      expect(await runCanaries(bench.sandbox())).toMatchObject({
        slipped: [],
        fault: expect.stringContaining('closed'),
      });
    });
  },
  { loosen: { memoryBytes: 1024 * MIB } },
);
