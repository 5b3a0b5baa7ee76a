import { expect, test } from 'vitest';
import { readLanguageCatalog } from '../src/language-catalog.ts';
import { onEachBackend } from './backends.ts';

const catalog = await readLanguageCatalog();
const CORE = ['c', 'cpp17', 'cpp20', 'java', 'javascript', 'python3', 'typescript'];
/** Compiles nowhere. */
const BROKEN: Readonly<Record<string, string>> = {
  c: 'int main(void) { return x; }',
  cpp17: 'int main() { return x; }',
  cpp20: 'int main() { return x; }',
  java: 'class Main { void f( }',
  javascript: 'const a = ;',
  python3: 'def f(:\n  pass\n',
  typescript: 'const a: = 3;',
};
const SUM: Readonly<Record<string, string>> = {
  c: '#include <stdio.h>\nint main(void) { long a, s = 0; while (scanf("%ld", &a) == 1) s += a; printf("%ld", s); }',
  cpp17:
    '#include <iostream>\nint main() { if (long a, s = 0; true) { while (std::cin >> a) s += a; std::cout << s; } }',
  cpp20:
    '#include <iostream>\n#include <ranges>\n#include <vector>\nint main() { long a, s = 0; std::vector<long> v; while (std::cin >> a) v.push_back(a); for (auto x : v | std::views::filter([](long) { return true; })) s += x; std::cout << s; }',
  java: 'import java.util.*; class Adder { static class Inner {} public static void main(String[] x) { Scanner in = new Scanner(System.in); long s = 0; while (in.hasNextLong()) s += in.nextLong(); new Inner(); System.out.print(s); } }',
  javascript:
    'process.stdout.write(String(require("fs").readFileSync("/dev/stdin", "utf8").split(/\\s+/).map(Number).reduce((a, b) => a + b)));',
  python3: 'import sys\nprint(sum(map(int, sys.stdin.read().split())), end="")',
  typescript:
    'import { readFileSync } from "node:fs";\nenum Zero { Value }\nlet s: number = Zero.Value;\nfor (const w of readFileSync(0, "utf8").split(/\\s+/)) s += Number(w);\nprocess.stdout.write(String(s));',
};

onEachBackend('languages', 1, (bench) => {
  test('the core set is offered, with version and measured floor', async () => {
    const languages = await bench.sandbox().languages({ complete: true });
    expect(languages.map(({ id }) => id)).toEqual(expect.arrayContaining(CORE));
    for (const { version, floor } of languages) {
      expect(version).toMatch(/^\d+\./);
      expect(floor?.cpuMs).toBeGreaterThan(0);
      expect(floor?.memoryBytes).toBeGreaterThan(0);
    }
  });

  test.each(CORE)('%s: hello, two runs with input, and a compile error', async (id) => {
    const spec = catalog.get(id);
    if (!spec) throw new Error(`no language ${id}`);
    const hello = await bench.judge(id, spec.hello);
    expect(hello.stdout.toString()).toBe('hello\n');
    expect(hello.evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, limitHit: null, leftover: 0 });

    const sums = await bench.runAll(await bench.build(id, SUM[id] ?? ''), [{ stdin: '1 2 3' }, { stdin: '40\n2' }]);
    expect(sums.map(({ stdout }) => stdout.toString())).toEqual(['6', '42']);

    const broken = await bench.sandbox().compile(id, [{ name: 'submission', content: BROKEN[id] ?? '' }]);
    expect(broken.kind).toBe('failed');
    expect(broken.log).toMatch(/error|Unexpected|syntax/i);
    expect(broken.log).not.toContain('/tmp/');
  });

  test('an unknown language is refused by name', async () => {
    await expect(bench.sandbox().compile('cobol85', [{ name: 'x', content: '' }])).rejects.toThrow(/cobol85/);
  });

  test('a byte order mark, CRLF and non-ASCII text do no harm', async () => {
    expect(
      (
        await bench.judge(
          'java',
          '\uFEFFpublic class Grüße {\r\n public static void main(String[] a) {\r\n System.out.print("ok");\r\n }\r\n}\r\n',
        )
      ).stdout.toString(),
    ).toBe('ok');
    expect((await bench.judge('python3', '\uFEFFprint("grüße")\r\n')).stdout.toString()).toBe('grüße\n');
  });

  test('several files: names with spaces and non-ASCII letters are kept', async () => {
    const outcome = await bench.sandbox().compile('cpp17', [
      { name: 'main.cpp', content: '#include "my helper ü.h"\nint main() { return answer(); }' },
      { name: 'my helper ü.h', content: 'int answer();' },
      { name: 'my helper.cpp', content: '#include "my helper ü.h"\nint answer() { return 42; }' },
    ]);
    if (outcome.kind === 'failed') throw new Error(outcome.log);
    const [result] = await bench.runAll(outcome.artifact, [{}]);
    expect(result?.evidence.exit).toEqual({ kind: 'exited', code: 42 });
  });

  test.each([['-o.c'], ['../x.c'], ['a/../../x.c'], ['.hidden.c'], ['/etc/x.c'], ['a\0.c'], ['']])(
    'the file name %j is refused',
    async (name) => {
      const outcome = await bench.sandbox().compile('c', [
        { name: 'main.c', content: 'int main(void) { return 0; }' },
        { name, content: '' },
      ]);
      expect(outcome).toMatchObject({ kind: 'failed', log: expect.stringContaining('file name') });
    },
  );

  test('an empty program is a compile error where a language says so, and empty output elsewhere', async () => {
    expect((await bench.sandbox().compile('c', [{ name: 'x', content: '' }])).kind).toBe('failed');
    expect((await bench.sandbox().compile('java', [{ name: 'x', content: '' }])).kind).toBe('failed');
    expect((await bench.judge('python3', '')).stdout).toHaveLength(0);
  });
});
