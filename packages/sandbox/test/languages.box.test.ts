import { expect, test, vi } from 'vitest';
import { tryLanguage } from '../src/dev/try-language.ts';
import { readLanguageCatalog } from '../src/language-catalog.ts';
import { onEachBackend } from './backends.ts';

const catalog = await readLanguageCatalog();
const CORE = [...catalog.values()].filter(({ core }) => core === true).map(({ id }) => id);
// oxlint-disable-next-line node/no-process-env -- a switch of the test run: the Docker boxes must have every language
const REQUIRE_ALL = process.env['DOCKET_REQUIRE_LANGUAGES'] === 'all';

onEachBackend('languages', 1, (bench) => {
  test('the core set is offered at once, with versions; its floors are measured first', async () => {
    const find = async () => (await bench.sandbox().languages()).filter(({ id }) => CORE.includes(id));
    expect((await find()).map(({ id }) => id)).toEqual(CORE);
    for (const { version } of await find()) expect(version).toMatch(/^\d/);
    await vi.waitFor(
      async () => {
        for (const { floor } of await find()) {
          expect(floor?.cpuMs).toBeGreaterThan(0);
          expect(floor?.memoryBytes).toBeGreaterThan(0);
        }
      },
      { timeout: 50_000, interval: 250 },
    );
  });

  // Compiled five times; Kotlin and Scala take seconds each.
  test.for([...catalog.values()])(
    '$id: hello, a sum of what it reads, a failure and a compile error',
    { timeout: 120_000 },
    async (spec, { skip }) => {
      const { sandbox } = bench;
      const mustBeHere = CORE.includes(spec.id) || (REQUIRE_ALL && sandbox().backend === 'docker');
      skip(!mustBeHere && sandbox().describe().versions[spec.id] === undefined, 'not installed here');
      expect((await tryLanguage(sandbox(), spec)).complaints).toEqual([]);
    },
  );

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
