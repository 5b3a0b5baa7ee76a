import { pack } from '@docket/problem-package/package-samples';
import { readZipPackage } from '@docket/problem-package/read-package';
import type { RunCase } from '@docket/contracts/http/run';
import { readLanguageCatalog } from '@docket/sandbox/language-catalog';
import { describe, expect, test } from 'vitest';
import { runCase } from '../src/judge/run-case.ts';
import { runLimitsOf } from '../src/judge/run-limits.ts';
import { jobOf } from './package-job.ts';
import { useSandbox } from './test-sandbox.ts';

const sandbox = useSandbox();
const languages = await readLanguageCatalog();

const YAML = 'problem_format_version: 2025-09\nname: S\nlimits: {time_limit: 1}\n';
/** Asks for the number that only the test's data knows, after saying how many there are. */
const GUESS = `import sys
data = open(sys.argv[1]).read().split()
print(data[0], flush=True)
for line in sys.stdin:
    if line.strip() == data[1]:
        print("yes", flush=True)
        sys.exit(42)
    print("no", flush=True)
open(sys.argv[3] + "teammessage.txt", "w").write("never found")
sys.exit(43)
`;
const SECRET = '7341';
const interactive = {
  'problem.yaml': `${YAML}type: interactive\n`,
  'output_validator/talk.py': GUESS,
  'data/sample/1.in': `9999 ${SECRET}\n`,
};

type Ways = {
  readonly files?: Readonly<Record<string, string>>;
  readonly language?: string;
  readonly own?: string;
  readonly expected?: string;
};

/** The sample, or an own input, run as the console of the web app has it run. */
async function run(
  code: string,
  { files = interactive, language = 'python3', own, expected }: Ways = {},
): Promise<RunCase> {
  const pkg = await readZipPackage(pack({ 'problem.yaml': YAML, ...files }));
  const spec = languages.get(language);
  if (spec === undefined) throw new Error(`no ${language}`);
  const compiled = await sandbox().compile(language, [{ name: spec.sourceName(code), content: code }]);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  const job = await jobOf(sandbox(), pkg, compiled.artifact, 'only', new Map());
  const program = await sandbox().load(compiled.artifact);
  const checker = job.checkArtifact === null ? null : await sandbox().loadChecker(job.checkArtifact, program);
  try {
    const [sample] = job.tests;
    if (sample === undefined) throw new Error('no sample');
    return await runCase(
      { program, checker, judging: job.judging, limits: runLimitsOf(job.limits), timeFactor: 1, blobs: job.blobs },
      own === undefined
        ? { ...sample, flags: sample.validatorFlags, args: sample.args ?? [] }
        : {
            name: 'input 1',
            text: own,
            ...(expected === undefined ? {} : { own: { stdin: own, expected, merge: true } }),
          },
      1,
    );
  } finally {
    await checker?.close();
    await program.close();
  }
}

test('merged, errors come where they were written, also beyond what is kept of errors alone', async () => {
  const lines = 20_000;
  const code = `import sys
for i in range(${lines}):
    print("out", i, file=sys.stderr if i % 2 else sys.stdout, flush=True)`;
  const expected = Array.from({ length: lines }, (_, i) => `out ${i}\n`).join('');
  expect(
    await run(code, { files: { 'data/sample/1.in': '', 'data/sample/1.ans': '' }, own: '', expected }),
  ).toMatchObject({
    outcome: 'OK',
    matches: true,
    stderr: '',
    stdoutBytes: expected.length,
  });
});

describe('a sample of an interactive problem', () => {
  test('is a conversation with the interactor', async () => {
    const one = await run(
      `n = int(input())\nfor guess in (1, ${SECRET}):\n    print(guess, flush=True)\n    said = input()`,
    );
    expect(one).toMatchObject({ outcome: 'OK', matches: true, stdout: `1\n${SECRET}\n` });
    expect(one.conversation).toBe(`< 9999\n> 1\n< no\n> ${SECRET}\n< yes\n`);
  });

  test('never gives the program what the judge holds', async () => {
    // Reads whatever it can get; the interactor has ended by the time it prints.
    const one = await run(
      'import sys\nprint("x", flush=True)\nsys.stdin.readline()\nsys.stdin.readline()\nprint("got", open(0).read())',
    );
    expect(JSON.stringify(one)).not.toContain(SECRET);
    expect(one.matches).toBe(false);
  });

  test('that was not solved says so in the words of the problem', async () => {
    const one = await run('input()\nprint(1, flush=True)\ninput()');
    expect(one).toMatchObject({ outcome: 'OK', matches: false, message: 'never found' });
  });

  test('an own input is what the program reads, and nobody talks', async () => {
    const one = await run('print(int(input()) * 2)', { own: '21\n' });
    expect(one).toMatchObject({ outcome: 'OK', matches: null, stdout: '42\n' });
    expect(one.conversation).toBeUndefined();
  });
});

test('a sample that a check program decides is decided by it', async () => {
  const files = {
    'output_validator/check.py': 'import sys\nsys.exit(42 if sys.stdin.read().strip() == "any" else 43)',
  };
  expect(await run('print("any")', { files })).toMatchObject({ outcome: 'OK', matches: true });
  expect(await run('print("other")', { files })).toMatchObject({ outcome: 'OK', matches: false });
});

describe('a template for interactive problems', () => {
  /** Says one line, and waits until the program has ended: who reads to the end of the input waits for ever. */
  const WAITS = 'import sys\nprint("one line", flush=True)\nsys.stdin.read()\nsys.exit(42)\n';
  const files = { ...interactive, 'output_validator/talk.py': WAITS };

  test('the ordinary one waits for an end that never comes (negative control)', async () => {
    const one = await run(languages.get('python3')?.template ?? '', { files });
    expect(one.outcome).toBe('TLE');
  });

  test.each(['c', 'cpp20', 'java', 'javascript', 'typescript', 'python3', 'go', 'rust'])('%s', async (id) => {
    const offered = await sandbox().languages();
    if (!offered.some((language) => language.id === id)) return;
    const template = languages.get(id)?.interactiveTemplate;
    expect(template).toBeDefined();
    expect(await run(template ?? '', { files, language: id })).toMatchObject({ outcome: 'OK', matches: true });
  });
});
