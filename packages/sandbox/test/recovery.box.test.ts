import { readFile, readdir } from 'node:fs/promises';
import Docker from 'dockerode';
import { expect, test, vi } from 'vitest';
import { BoxFault } from '../src/box.ts';
import { LIMITS, onEachBackend } from './backends.ts';

/** Ends a box from outside, as a crash of the engine or a tidy administrator would. */
async function destroyFromOutside(backend: 'docker' | 'bubblewrap', box: string): Promise<void> {
  if (backend === 'docker') {
    const docker = new Docker();
    const containers = await docker.listContainers({ filters: { label: [`docket.box=${box}`] } });
    for (const { Id } of containers) await docker.getContainer(Id).remove({ force: true });
    return;
  }
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (commandLine.startsWith('bwrap\0') && commandLine.includes(box)) process.kill(Number(pid), 'SIGKILL');
  }
}

onEachBackend('recovery', 1, (bench) => {
  test('a box destroyed in mid-run is a fault; the next program gets a new one', async () => {
    const program = await bench
      .sandbox()
      .load(await bench.build('c', '#include <unistd.h>\nint main(void) { pause(); }'));
    const run = (wallMs: number): ReturnType<typeof program.run> =>
      program.run({ stdin: new Uint8Array(), limits: { ...LIMITS, wallMs }, onStdout: () => {} });
    const first = await run(50);
    const [outcome] = await Promise.all([
      run(50_000).catch((error: unknown) => error),
      destroyFromOutside(bench.sandbox().backend, first.evidence.box),
    ]);
    expect(outcome).toBeInstanceOf(BoxFault);
    await program.close();
    await bench.expectNormal();
  });

  test('a box destroyed while idle is replaced without anybody noticing', async () => {
    const artifact = await bench.build('c', 'int main(void) { return 0; }');
    const [before] = await bench.runAll(artifact, [{}]);
    await destroyFromOutside(bench.sandbox().backend, before?.evidence.box ?? '');
    // The end of its stream has arrived: the box is known to be lost before it is lent out.
    const runBoxes = () =>
      bench
        .sandbox()
        .describe()
        .boxes?.find(({ trust }) => trust === 'run');
    await vi.waitFor(() => expect(runBoxes()).toMatchObject({ open: 0 }), { timeout: 30_000 });
    const [after] = await bench.runAll(artifact, [{}]);
    expect(after?.evidence.exit).toEqual({ kind: 'exited', code: 0 });
    expect(after?.evidence.box).not.toBe(before?.evidence.box);
    await bench.expectNormal();
  });

  test('a stream of programs, hostile ones among them, leaves no process and no box behind', async () => {
    const bomb = await bench.build('c', '#include <unistd.h>\nint main(void) { for (;;) fork(); }');
    const boxes = new Set<string>();
    for (let round = 0; round < 5; round++) {
      const [ran] = await bench.runAll(bomb, [{ limits: { cpuMs: 100, wallMs: 500 } }]);
      boxes.add(ran?.evidence.box ?? '');
      await bench.expectNormal();
    }
    // A box that became clean again stays in use.
    expect(boxes.size).toBe(1);
  });
});
