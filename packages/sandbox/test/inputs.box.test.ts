import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { MIB } from '../src/backend.ts';
import type { Artifact, Program, StoredInput } from '../src/sandbox.ts';
import { LIMITS, onEachBackend } from './backends.ts';
import { c } from './traps.ts';

// A box keeps a large input for all runs that want it. None of them may leave anything on it for the next.

const INPUT = Buffer.alloc(MIB, 'the same for everybody\n');

/** What is on standard input, and on the file behind it, before this program does anything to it. */
const LOOK = `
import fcntl, hashlib, mmap, os, sys, time
def look(fd):
  s = os.fstat(fd)
  held = ""
  try: fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
  except OSError: held = "locked"
  at = os.lseek(fd, 0, os.SEEK_CUR)
  hint = fcntl.fcntl(fd, 1035, bytes(8))
  content = hashlib.sha256(os.pread(fd, 1 << 26, 0)).hexdigest()
  return [at, oct(s.st_mode), s.st_size, content, os.listxattr(fd), held, hint.hex()]
`;
/** All that might change it. */
const SPOIL = `
def attempt(what, *args):
  try: what(*args)
  except (OSError, ValueError): pass
def spoil(fd):
  attempt(os.fchmod, fd, 0o666)
  fds = [fd]
  for path in ("/proc/self/fd/%d" % fd, "/dev/fd/%d" % fd):
    for flags in (os.O_RDWR, os.O_WRONLY | os.O_TRUNC):
      try: fds.append(os.open(path, flags))
      except OSError: pass
  for one in fds:
    attempt(os.pwrite, one, b"spoilt", 0)
    attempt(os.ftruncate, one, 10)
    attempt(os.ftruncate, one, 1 << 21)
    attempt(os.posix_fallocate, one, 1 << 20, 1 << 20)
    try: mmap.mmap(one, 4096, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)[:6] = b"spoilt"
    except (OSError, ValueError): pass
  attempt(os.setxattr, fd, "user.mark", b"1")
  attempt(os.utime, fd, (1, 1))
  attempt(fcntl.fcntl, fd, 1036, (5).to_bytes(8, "little"))
  attempt(fcntl.flock, fd, fcntl.LOCK_EX)
  os.lseek(fd, 1000, os.SEEK_SET)
  attempt(os.fchmod, fd, 0)
`;

async function run(program: Program, stdin: StoredInput | Uint8Array): Promise<string> {
  const chunks: Buffer[] = [];
  const { evidence, stderr } = await program.run({
    stdin,
    limits: { ...LIMITS, cpuMs: 5 * LIMITS.cpuMs },
    onStdout: (chunk) => chunks.push(Buffer.from(chunk)),
  });
  expect({ exit: evidence.exit, stderr: Buffer.from(stderr).toString() }).toEqual({
    exit: { kind: 'exited', code: 0 },
    stderr: '',
  });
  return Buffer.concat(chunks).toString();
}

/** An input that counts how often it had to be handed over. */
function counted(id: string, bytes: Uint8Array): StoredInput & { readonly times: () => number } {
  let times = 0;
  return { id, bytes: async () => ((times += 1), bytes), times: () => times };
}

onEachBackend('kept inputs', 1, (bench) => {
  const loaded = async <T>(artifact: Artifact, work: (program: Program) => Promise<T>): Promise<T> => {
    const program = await bench.sandbox().load(artifact);
    try {
      return await work(program);
    } finally {
      await program.close();
    }
  };

  test('nothing that a program does to its input is there in the next run, of the same program or of another', async () => {
    const spoiler = await bench.build('python3', `${LOOK}${SPOIL}print(look(0))\nspoil(0)\n`);
    const looker = await bench.build('python3', `${LOOK}print(look(0))\n`);
    const input = counted('spoilt by everybody', INPUT);
    const seen = [
      ...(await loaded(spoiler, async (program) => [await run(program, input), await run(program, input)])),
      await loaded(looker, (program) => run(program, input)),
    ];
    const content = createHash('sha256').update(INPUT).digest('hex');
    const untouched = `[0, '0o100444', ${INPUT.length}, '${content}', [], '', '0000000000000000']\n`;
    expect(seen).toEqual([untouched, untouched, untouched]);
    // Else each had a file of its own, and nothing was tried.
    expect(input.times()).toBe(1);
  });

  test('on a file that is not sealed, or shared, the same attempts are seen', async () => {
    const code = `${LOOK}${SPOIL}
fd = os.memfd_create("open to all")
os.write(fd, b"x" * ${MIB}); os.lseek(fd, 0, os.SEEK_SET)
before = look(fd)
if os.fork() == 0: spoil(fd); os._exit(0)
os.wait()
after = look(fd)
print([a == b for a, b in zip(before, after)])`;
    const seen = await bench.judge('python3', code);
    // Offset, mode, size, content, its marks. (Who held the lock has ended.)
    expect(seen.stdout.toString()).toMatch(/^\[False, False, False, False, (?:False|True), True, False\]\n$/);
  });

  test('when it was last read is not told to the next run', async () => {
    const code = `${LOOK}first = os.fstat(0).st_atime_ns\nsys.stdin.buffer.read()\ntime.sleep(0.2)\nprint(first, time.time_ns())`;
    const input = counted('read at some time', INPUT);
    const artifact = await bench.build('python3', code);
    const [first, second] = await loaded(artifact, async (program) => [
      (await run(program, input)).split(' ').map(Number),
      (await run(program, input)).split(' ').map(Number),
    ]);
    // The clock of files ticks every 4 ms, at 100 Hz every 10.
    expect(second?.[0]).toBeGreaterThan((first?.[1] ?? Number.NaN) - 20e6);
    expect(input.times()).toBe(1);
  });

  test('kept, sent, or too small to keep, it is read the same', async () => {
    const artifact = await bench.build(
      'c',
      c(
        'unsigned long sum = 0, n = 0; for (int ch; (ch = getchar()) != EOF; n++) sum = sum * 31 + (unsigned char)ch; printf("%lu %lu", n, sum); return 0;',
      ),
    );
    await loaded(artifact, async (program) => {
      for (const size of [0, 1, MIB / 4 - 1, MIB / 4, MIB + 7, 8 * MIB]) {
        const bytes = Buffer.alloc(size, `${size} bytes of it\n`);
        const input = counted(`of ${size}`, bytes);
        const sent = await run(program, bytes);
        expect(sent.split(' ')[0]).toBe(String(size));
        expect([await run(program, input), await run(program, input)]).toEqual([sent, sent]);
        expect(input.times()).toBe(size < MIB / 4 ? 2 : 1);
      }
    });
  });

  test(
    'more than a box keeps goes through it all the same, and older ones give way',
    { timeout: 120_000 },
    async () => {
      const artifact = await bench.build(
        'c',
        c(
          'static char b[65536]; long n, all = 0; while ((n = read(0, b, sizeof b)) > 0) all += n; printf("%ld %c", all, b[0]); return 0;',
        ),
      );
      const inputs = Array.from({ length: 6 }, (_, n) => counted(`large ${n}`, Buffer.alloc(32 * MIB, String(n))));
      for (let round = 0; round < 2; round += 1)
        await loaded(artifact, async (program) => {
          for (const [n, input] of inputs.entries()) expect(await run(program, input)).toBe(`${32 * MIB} ${n}`);
        });
      expect(inputs.map((input) => input.times())).toEqual([1, 1, 1, 1, 2, 2]);
    },
  );

  test('a run that is not wanted any more ends at once, and its box goes on', async () => {
    const artifact = await bench.build(
      'python3',
      'import sys, time\nif input() == "wait": time.sleep(15)\nprint("done")',
    );
    await loaded(artifact, async (program) => {
      const stopping = new AbortController();
      const started = performance.now();
      setTimeout(() => stopping.abort(), 100);
      const { evidence } = await program.run({
        stdin: Buffer.from('wait\n'),
        limits: LIMITS,
        signal: stopping.signal,
        onStdout: () => {},
      });
      expect(performance.now() - started).toBeLessThan(10_000);
      expect(evidence).toMatchObject({ exit: { kind: 'signaled', signal: 'SIGKILL' }, limitHit: null });
      // Too late for this one, and not meant for the next.
      const late = new AbortController();
      await program.run({ stdin: Buffer.from('go\n'), limits: LIMITS, signal: late.signal, onStdout: () => {} });
      late.abort();
      expect(await run(program, Buffer.from('go\n'))).toBe('done\n');
      const before = await program.run({
        stdin: Buffer.from('wait\n'),
        limits: LIMITS,
        signal: AbortSignal.abort(),
        onStdout: () => {},
      });
      expect(before.evidence.box).toBe(evidence.box);
      expect(before.evidence.exit.kind).toBe('signaled');
    });
    await bench.expectNormal();
  });
});
