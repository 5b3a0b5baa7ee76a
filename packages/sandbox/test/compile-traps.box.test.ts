import { expect, test } from 'vitest';
import { onEachBackend } from './backends.ts';

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
    log: /too much|memory|character device|too large/i,
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
    log: /<script>/,
  },
];

onEachBackend('compile traps', 1, (bench) => {
  test.each(TRAPS)('$name', async ({ language, code, log }) => {
    const outcome = await bench.sandbox().compile(language, [{ name: 'submission', content: code }]);
    expect(outcome.log).toMatch(log);
    expect(outcome.kind).toBe('failed');
    expect(outcome.log.length).toBeLessThan(70_000);
    await bench.expectNormal();
  });

  test('an annotation processor does not run', async () => {
    const outcome = await bench.sandbox().compile('java', [
      { name: 'Main.java', content: 'public class Main { public static void main(String[] a) {} }' },
      { name: 'META-INF/services/javax.annotation.processing.Processor', content: 'Spy' },
    ]);
    expect(outcome.log).not.toMatch(/Spy/);
    await bench.expectNormal();
  });
});
