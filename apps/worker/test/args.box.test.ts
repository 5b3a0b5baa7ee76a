import { pack } from '@docket/problem-package/package-samples';
import { readZipPackage } from '@docket/problem-package/read-package';
import { expect, test } from 'vitest';
import { TestsUnderWay } from '../src/judge/judge-tests.ts';
import { jobOf } from './package-job.ts';
import { useSandbox } from './test-sandbox.ts';

// Submissions get the arguments of their test on the command line, however it is decided.

const sandbox = useSandbox();

const YAML = 'problem_format_version: 2025-09\nname: S\nlimits: {time_limit: 1}\n';
const ARGS = {
  'data/test_group.yaml': 'args: [add, "1 2"]\n',
  'data/secret/01.yaml': 'args: [add, "5 5"]\n',
};
/** Reads nothing: all it needs stands on its command line. */
const PYTHON = 'import sys\nassert sys.argv[1] == "add"\nprint(sum(map(int, sys.argv[2].split())))';
const C =
  '#include <stdio.h>\nint main(int n, char **v) { int a, b; if (n != 3 || sscanf(v[2], "%d %d", &a, &b) != 2) return 1; printf("%d\\n", a + b); }';
const CHECK = 'import sys\nsys.exit(42 if sys.stdin.read() == open(sys.argv[2]).read() else 43)';
const TALK = 'import sys\nsys.exit(42 if input() == open(sys.argv[2]).read().strip() else 43)';

async function judge(files: Readonly<Record<string, string>>, language: string, code: string) {
  const pkg = await readZipPackage(pack({ 'problem.yaml': YAML, ...files }));
  const name = language === 'c' ? 'main.c' : 'main.py';
  const compiled = await sandbox().compile(language, [{ name, content: code }]);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  const job = await jobOf(sandbox(), pkg, compiled.artifact, 'only', new Map());
  return new TestsUnderWay({ ...job, onResult: () => undefined }).run();
}

test.each([
  ['the default validator', ARGS],
  ['a check program', { ...ARGS, 'output_validator/check.py': CHECK }],
  ['an interactor', { ...ARGS, 'problem.yaml': `${YAML}type: interactive\n`, 'output_validator/talk.py': TALK }],
])('by %s', async (_, files) => {
  expect(await judge(files, 'python3', PYTHON)).toMatchObject({ status: 'AC' });
  expect(await judge(files, 'c', C)).toMatchObject({ status: 'AC' });
});

test('without them there is nothing behind the name', async () => {
  expect(await judge({}, 'c', C)).toMatchObject({ status: 'RE', reason: 'exit status 1' });
});
