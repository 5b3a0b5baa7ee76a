import { expect, test } from 'vitest';
import { BoxFault, type Box, type BoxCommand } from '../src/box.ts';
import type { RunLimits } from '@docket/contracts/judge/evidence';
import { MIB, type Backend } from '../src/backend.ts';
import { bootId } from '../src/cgroup.ts';
import { LIMITS, onEachBoxMaker } from './backends.ts';

let made = 0;

function sh(script: string, extra: Partial<BoxCommand> = {}): BoxCommand {
  return {
    argv: ['/bin/sh', '-c', script],
    env: { PATH: '/usr/bin:/bin' },
    limits: LIMITS,
    stderrKeepBytes: 4096,
    onStdout: () => {},
    ...extra,
  };
}

async function inBox(backend: Backend, trust: 'compile' | 'run', use: (box: Box) => Promise<void>): Promise<void> {
  const box = await backend.open({
    id: `${await bootId()}-${process.pid}-test-${made++}`,
    trust,
    core: 0,
  });
  try {
    await use(box);
  } finally {
    await box.close();
  }
}

onEachBoxMaker('a box', (backend) => {
  test.each([
    ['a symbolic link', 'ln -s /etc/passwd program'],
    ['a link to a source', 'ln -s main.c program'],
    ['a pipe', 'mkfifo program'],
    ['nothing', 'true'],
    ['an empty directory', 'mkdir program'],
    ['a directory behind a link', 'mkdir d; echo x > d/f; ln -s d program'],
    ['a file nobody may read', 'echo x > program; chmod 000 program'],
    ['a device, or a link to one', 'mknod program c 1 5 || ln -s /dev/zero program'],
    [
      'a socket',
      'python3 -c "import socket; socket.socket(1).bind(\\"program\\")" || /usr/bin/python3 -c "import socket; socket.socket(1).bind(\\"program\\")"',
    ],
  ])('collects no program where there is %s', async (_what, script) => {
    await inBox(backend(), 'compile', async (box) => {
      await box.put([{ name: 'main.c', bytes: Buffer.from('secret'), executable: false }]);
      await box.run(sh(script));
      expect(await box.collect('program', 1000)).toEqual({ problem: 'not found' });
      expect(await box.reset()).toBe(true);
    });
  });

  test('hears what is written to the channel apart from what is printed, by name as well, and has none in the next run', async () => {
    await inBox(backend(), 'run', async (box) => {
      let heard = '';
      const onStdout = (chunk: Uint8Array): void => void (heard += Buffer.from(chunk).toString());
      const script = 'echo printed; echo failed >&2; printf one >&3; printf two > /proc/self/fd/3';
      const { evidence, prints, stderr } = await box.run(sh(script, { channel: true, onStdout }));
      expect([heard, Buffer.from(prints).toString(), Buffer.from(stderr).toString()]).toEqual([
        'onetwo',
        'printed\n',
        'failed\n',
      ]);
      expect(evidence).toMatchObject({ stdoutBytes: 8, exit: { kind: 'exited', code: 0 } });
      heard = '';
      const without = await box.run(sh('ls /proc/self/fd | sort -n | tail -1; printf x 2>/dev/null >&3', { onStdout }));
      expect(heard).toBe('3\n');
      expect(without.evidence.exit).not.toEqual({ kind: 'exited', code: 0 });
    });
  });

  test('holds prints and channel together to the output limit', async () => {
    await inBox(backend(), 'run', async (box) => {
      const limits = { ...LIMITS, outputBytes: 100_000 };
      const each = (bytes: number): string => `head -c ${bytes} /dev/zero; head -c ${bytes} /dev/zero >&3`;
      const within = await box.run(sh(each(50_000), { channel: true, limits }));
      expect([within.evidence.limitHit, within.prints.length]).toEqual([null, 50_000]);
      const over = await box.run(sh(each(50_001), { channel: true, limits }));
      expect(over.evidence.limitHit).toBe('output');
    });
  });

  test('collects a tree, and links in it are left out', async () => {
    await inBox(backend(), 'compile', async (box) => {
      await box.run(
        sh(
          'mkdir -p out/a/b; printf one > out/one; printf two > out/a/b/two; chmod +x out/one; ln -s /etc out/etc; ln -s one out/link',
        ),
      );
      const collected = await box.collect('out', 1000);
      const files =
        'files' in collected
          ? collected.files
              .map(({ name, bytes, executable }) => [name, Buffer.from(bytes).toString(), executable])
              .sort(([a], [b]) => String(a).localeCompare(String(b)))
          : [];
      expect(files).toEqual([
        ['out/a/b/two', 'two', false],
        ['out/one', 'one', true],
      ]);
      expect(await box.collect('out', 5)).toEqual({ problem: 'too big' });
      expect(await box.collect('../etc', 1000)).toEqual({ problem: 'not found' });
    });
  });

  test.each([
    ['a name that is not UTF-8', 'printf x > "$(printf \'out/\\377\')"', 'a file name is not UTF-8'],
    ['a name that is too long', 'cd out; n=$(printf %0250d 0); mkdir $n; echo x > $n/$n', 'a file name too long'],
    ['folders too deep', 'cd out; for i in $(seq 70); do mkdir d; cd d; done', 'folders too deep'],
    ['folders without an end', 'cd out; seq 5000 | xargs mkdir', 'too many files'],
  ])('%s could not be put into another box, and is told', async (_what, script, problem) => {
    await inBox(backend(), 'compile', async (box) => {
      await box.run(sh(`mkdir out; ${script}`));
      expect(await box.collect('out', 1000)).toEqual({ problem });
    });
  });

  test('what is collected can be put, as deep as that goes', async () => {
    await inBox(backend(), 'compile', async (box) => {
      await box.run(sh('mkdir out; cd out; for i in $(seq 62); do mkdir d; cd d; done; echo x > file'));
      const collected = await box.collect('out', 1000);
      if (!('files' in collected)) throw new Error(collected.problem);
      await inBox(backend(), 'run', (other) => other.put(collected.files));
    });
  });

  test('a box that cannot be emptied in time runs nothing more', async () => {
    await inBox(backend(), 'run', async (box) => {
      const limits: RunLimits = { ...LIMITS, cpuMs: 10_000, memoryBytes: 1024 * MIB };
      const many = 'import os\ntry:\n  for i in range(400000): os.mkdir(f"/tmp/{i}")\nexcept OSError: pass';
      await box.run({ ...sh(''), argv: ['/usr/bin/python3', '-c', many], limits });
      const clean = await box.clean();
      const next = box.run(sh('ls /tmp'));
      // Where inodes are few there is nothing to give up on.
      if (clean) await next;
      else await expect(next).rejects.toThrow(/could not be emptied/);
    });
  });

  test('collects, when told so, only what a run left that succeeded', async () => {
    await inBox(backend(), 'compile', async (box) => {
      for (const [script, wanted] of [
        ['echo x > program; exit 1', { problem: 'the run before it failed' }],
        ['kill -9 $$', { problem: 'the run before it failed' }],
        ['true', { files: [{ name: 'program', bytes: Buffer.from('x\n'), executable: false }] }],
      ] as const)
        expect((await Promise.all([box.run(sh(script)), box.collect('program', 1000, true)]))[1]).toEqual(wanted);
    });
  });

  test('what was put cannot be changed, replaced or removed by the compiler', async () => {
    await inBox(backend(), 'compile', async (box) => {
      await box.put([
        { name: 'a/main.c', bytes: Buffer.from('source'), executable: false },
        { name: 'b.c', bytes: Buffer.from('source'), executable: false },
      ]);
      await box.run(sh('rm -rf a b.c; echo x > b.c; mv b.c c.c; chmod 777 b.c; rm -rf a'));
      for (const name of ['a/main.c', 'b.c']) {
        const collected = await box.collect(name, 1000);
        expect('files' in collected && Buffer.from(collected.files[0]?.bytes ?? []).toString()).toBe('source');
      }
      await expect(box.put([{ name: 'b.c', bytes: Buffer.from('again'), executable: false }])).rejects.toBeInstanceOf(
        BoxFault,
      );
    });
  });

  test('a reset box is empty and judges again', async () => {
    await inBox(backend(), 'compile', async (box) => {
      await box.put([{ name: 'd/main.c', bytes: Buffer.alloc(100_000), executable: false }]);
      await box.run(
        sh(
          'mkdir -p mine/deep; echo x > mine/deep/f; chmod 000 mine/deep; chmod 000 mine; echo y > /tmp/t; (sleep 100 &)',
        ),
      );
      expect(await box.reset()).toBe(true);
      let said = '';
      const { evidence } = await box.run(
        sh('ls -A /box /tmp /dev/shm', { onStdout: (chunk) => (said += Buffer.from(chunk).toString()) }),
      );
      expect(said.trim().split(/\s+/)).toEqual(['/box:', '/dev/shm:', '/tmp:']);
      expect(evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, leftover: 0 });
    });
  });

  test('limits hold and are reported whatever measures them', async () => {
    const python = (code: string, limits: Partial<RunLimits>): BoxCommand =>
      sh('', { argv: ['/usr/bin/python3', '-c', code], limits: { ...LIMITS, ...limits } });
    await inBox(backend(), 'run', async (box) => {
      const spin = await box.run(python('while True: pass', { cpuMs: 300 }));
      expect(spin.evidence).toMatchObject({ limitHit: 'cpu', metering: box.metering });
      expect(spin.evidence.cpuMs).toBeGreaterThanOrEqual(300);
      expect(spin.evidence.cpuMs).toBeLessThan(450);

      const memory = await box.run(python('b = b"x" * (200 << 20)', { memoryBytes: 64 * MIB }));
      expect(memory.evidence).toMatchObject({ limitHit: 'memory' });

      const touch = await box.run(python('b = b"x" * (64 << 20)', {}));
      expect(touch.evidence.limitHit).toBeNull();
      expect(touch.evidence.memoryBytes / MIB).toBeGreaterThan(64);
      expect(touch.evidence.memoryBytes / MIB).toBeLessThan(80);

      const idle = await box.run(python('import time; time.sleep(9)', { wallMs: 200 }));
      expect(idle.evidence).toMatchObject({ limitHit: 'wall' });

      const bomb = await box.run(
        python('import os\nwhile True:\n  try: os.fork()\n  except OSError: pass', { wallMs: 500, cpuMs: 400 }),
      );
      expect(['cpu', 'wall']).toContain(bomb.evidence.limitHit);

      const child = await box.run(
        python(
          'import os, signal, time\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\nif os.fork() == 0:\n  while time.process_time() < 0.15: pass\n  os._exit(0)\ntry: os.wait()\nexcept ChildProcessError: pass',
          {},
        ),
      );
      expect(child.evidence.cpuMs).toBeGreaterThan(130);
      expect(await box.reset()).toBe(true);
    });
  });

  test('a program that cannot be started says why', async () => {
    await inBox(backend(), 'run', async (box) => {
      const { evidence } = await box.run(sh('', { argv: ['/box/none'] }));
      expect(evidence.exit).toEqual({ kind: 'not-started', error: 'ENOENT' });
    });
  });

  test('a box that is gone is a fault, not a verdict', async () => {
    await inBox(backend(), 'run', async (box) => {
      const running = box.run(sh('sleep 5'));
      setTimeout(() => void box.close(), 100);
      await expect(running).rejects.toBeInstanceOf(BoxFault);
      await expect(box.run(sh('true'))).rejects.toBeInstanceOf(BoxFault);
    });
  });
});
