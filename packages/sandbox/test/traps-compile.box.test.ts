import { expect, test } from 'vitest';
import { MIB } from '../src/backend.ts';
import { bootId } from '../src/cgroup.ts';
import { BASE_ENV } from '../src/compile.ts';
import { language as java } from '../src/languages/java.ts';
import { ALL_LANGUAGES, LIMITS, onEachBackend, onEachBoxMaker } from './backends.ts';

type CompileTrap = { readonly name: string; readonly language: string; readonly code: string; readonly log: RegExp };

const TRAPS: readonly CompileTrap[] = [
  {
    name: 'including a secret',
    language: 'c',
    code: '#include "/etc/shadow"\nint main(void) { return 0; }',
    log: /No such file|Permission denied/,
  },
  {
    name: 'including the runner’s environment',
    language: 'c',
    code: '#include "/proc/1/environ"\nint main(void) { return 0; }',
    log: /Permission denied/,
  },
  {
    name: 'assembling a secret into the program',
    language: 'c',
    code: '__asm__(".incbin \\"/etc/shadow\\"");\nint main(void) { return 0; }',
    log: /No such file|Permission denied|file not found/i,
  },
  {
    name: 'assembling a secret, in assembly',
    language: 'assembly',
    code: '.globl main\nmain: ret\n.incbin "/proc/1/environ"\n',
    log: /No such file|Permission denied|file not found/i,
  },
  {
    name: 'embedding a secret',
    language: 'c',
    code: 'const char a[] = {\n#embed "/etc/shadow"\n};\nint main(void) { return 0; }',
    log: /invalid preprocessing directive|No such file|Permission denied/,
  },
  {
    name: 'including the bytes of a secret',
    language: 'rust',
    code: 'fn main() { println!("{}", include_bytes!("/etc/shadow").len()); }',
    log: /No such file|Permission denied|couldn.t read/,
  },
  {
    name: 'embedding what lies outside the module',
    language: 'go',
    code: 'package main\n\nimport _ "embed"\n\n//go:embed /etc/shadow\nvar a string\n\nfunc main() { print(a) }\n',
    log: /invalid pattern syntax|no matching files|go:embed/,
  },
  {
    name: 'including endless noise',
    language: 'c',
    code: '#include "/dev/urandom"\nint main(void) { return 0; }',
    log: /too much|too long|memory|device|stray|too large/i,
  },
  {
    name: 'including what never comes',
    language: 'c',
    code: '#include "/proc/self/fd/0"\nint main(void) { return nothing; }',
    log: /nothing|No such file|device/,
  },
  {
    name: 'including itself',
    language: 'c',
    code: '#include __FILE__\nint main(void) { return 0; }',
    log: /\.\/main\.c:1.*\n/,
  },
  {
    name: 'endless template recursion',
    language: 'cpp17',
    code: 'template <int N> struct A { static const int v = A<N + 1>::v; };\nint main() { return A<0>::v; }',
    log: /depth/,
  },
  {
    name: 'an endless constant expression',
    language: 'cpp20',
    code: 'constexpr long f() { long s = 0; for (long i = 0; i < 1000000000; i++) s += i; return s; }\nstatic_assert(f() > 0);\nint main() {}',
    log: /constexpr/,
  },
  {
    name: 'a compiler that needs too much memory',
    language: 'c',
    code: '#include "/dev/zero"\nint main(void) { return 0; }',
    log: /^Compiling took too much memory: more than \d+ MiB\.|character device|too large/i,
  },
  {
    name: 'a 250 MB program',
    language: 'c',
    code: 'char a[250 << 20] = {1};\nint main(void) { return a[5]; }',
    log: /too big|No space|too much|too large|SIGXFSZ|File size/i,
  },
  {
    name: 'endless warnings',
    language: 'c',
    code: `int main(void) {\n${'int *p = 5; { char x = 1.0 / 0; x = "s"; }\n'.repeat(5000)}`,
    log: /more bytes/,
  },
  {
    name: 'error text with control characters and markup',
    language: 'c',
    code: '#error \u001b[31m<script>alert(1)</script>\nint main(void) { return 0; }',
    log: /#error (\[31m)?<script>alert\(1\)<\/script>/,
  },
];

const PROCESSED = 'public class Main { public static void main(String[] a) {} }\n';
const SERVICE = 'META-INF/services/javax.annotation.processing.Processor';

onEachBackend(
  'traps: compilers',
  1,
  (bench) => {
    test.for(TRAPS)('$name', async ({ language, code, log }, { skip }) => {
      skip(bench.sandbox().describe().versions[language] === undefined, 'not installed here');
      const outcome = await bench.sandbox().compile(language, [{ name: 'submission', content: code }]);
      expect(outcome.log).toMatch(log);
      expect(outcome.kind).toBe('failed');
      expect(outcome.log.length).toBeLessThan(70_000);
      // It will be shown in browsers and terminals: nothing in it may act there.
      // oxlint-disable-next-line no-control-regex -- these are meant
      expect(outcome.log).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
      await bench.expectNormal();
    });

    test('an annotation processor handed in is no source', async () => {
      const outcome = await bench.sandbox().compile('java', [
        { name: 'Main.java', content: PROCESSED },
        { name: SERVICE, content: 'Spy' },
      ]);
      expect(outcome).toMatchObject({ kind: 'ok', log: '' });
      await bench.expectNormal();
    });
  },
  ALL_LANGUAGES,
);

onEachBoxMaker('traps: annotation processors', (backend) => {
  test('are looked for where the compiler is not told to leave them alone, which it is', async () => {
    const box = await backend().open({
      id: `${await bootId()}-${process.pid}-javac`,
      trust: 'compile',
      core: 0,
    });
    try {
      await box.put(
        [
          ['Main.java', PROCESSED],
          [SERVICE, 'Spy'],
        ].map(([name = '', text = '']) => ({ name, bytes: Buffer.from(text), executable: false })),
      );
      const javac = async (flags: readonly string[]): Promise<string> => {
        const { evidence, stderr } = await box.run({
          argv: ['/usr/bin/javac', ...flags, '-d', 'out', './Main.java'],
          env: BASE_ENV,
          limits: { ...LIMITS, cpuMs: 20_000, wallMs: 60_000, memoryBytes: 1024 * MIB, processes: 256 },
          stderrKeepBytes: 4096,
          drainOutput: true,
          onStdout: () => {},
        });
        return `${JSON.stringify(evidence.exit)} ${Buffer.from(stderr).toString()}`;
      };
      expect(await javac([])).toContain('Spy');
      const flags = java.compile?.([{ name: 'Main.java', content: PROCESSED }]).argv ?? [];
      const guard = flags.filter((flag) => flag.startsWith('-proc'));
      expect(await javac(guard)).toMatch(/^\{"kind":"exited","code":0\} $/);
    } finally {
      await box.close();
    }
  });
});
