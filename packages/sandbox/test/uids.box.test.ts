import { expect, test } from 'vitest';
import type { Backend } from '../src/backend.ts';
import type { Box } from '../src/box.ts';
import { bootId } from '../src/cgroup.ts';
import { LIMITS, onEachBoxMaker } from './backends.ts';

async function uidIn(box: Box): Promise<number> {
  let said = '';
  await box.run({
    argv: ['/usr/bin/id', '-u'],
    env: {},
    limits: LIMITS,
    stderrKeepBytes: 0,
    onStdout: (chunk) => (said += Buffer.from(chunk).toString()),
  });
  return Number(said);
}

onEachBoxMaker('uids', (_, another) => {
  test('boxes of two workers that begin at the same number share none', async ({ skip }) => {
    const workers = await Promise.all([another(1_000), another(1_000)]);
    const boot = await bootId();
    const open = (worker: Backend, name: string): Promise<Box> =>
      worker.open({ id: `${boot}-${process.pid}-uids-${name}`, trust: 'run', core: 0 });
    const boxes = await Promise.all(
      workers.flatMap((worker, w) => [0, 1, 2].map((number) => open(worker, `${w}-${number}`))),
    );
    try {
      skip(boxes[0]?.isolation === 'bubblewrap', 'without root programs have the runner’s uid');
      const uids = await Promise.all(boxes.map(uidIn));
      expect(new Set(uids).size).toBe(6);
      for (const uid of uids) expect(uid).toBeGreaterThan(60_000);
    } finally {
      await Promise.all(boxes.map((box) => box.close()));
      await Promise.all(workers.map((worker) => worker.close()));
    }
  });
});
