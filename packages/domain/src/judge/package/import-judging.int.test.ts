import { DocketError } from '@docket/contracts/errors';
import { makeUser, makeWorkerRow, testCtx } from '@docket/testing/builders';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../spine/ctx.ts';
import { db, setUpDatabase } from '../../spine/fixtures.ts';
import { pack, YAML } from '@docket/problem-package/package-samples';
import { getProblem } from '../problem/get-problem.ts';
import { importProblem, type ImportProblemResult } from './import-problem.ts';
import { readJudging, storedJudging } from '../problem/stored-judging.ts';

setUpDatabase();
let ctx: Ctx;

beforeAll(async () => {
  ctx = testCtx(db, await makeUser(db, 'setter'));
  const id = await makeWorkerRow(db, ['java', 'c']);
  await db.pool.query(
    `UPDATE workers SET languages = jsonb_set(languages, '{0,floor}', '{"cpuMs": 90, "wallMs": 90, "memoryBytes": 40000000}') WHERE id = $1`,
    [id],
  );
});

type Files = Readonly<Record<string, string | null>>;

const bring = (slug: string, files: Files): Promise<ImportProblemResult> =>
  importProblem(ctx, { source: { zip: pack(files) }, slug });

/** What a judge gets with its claim. */
async function material(problemId: string, version: number): Promise<{ judging: unknown; tests: unknown[] }> {
  const { rows } = await db.pool.query<{ judging: unknown; programs: unknown; tests: unknown[] }>(
    'SELECT judging, programs, tests FROM problem_material($1, $2, false)',
    [problemId, version],
  );
  if (!rows[0]) throw new Error('no material');
  return { judging: readJudging(rows[0].judging, rows[0].programs), tests: rows[0].tests };
}

const INTERACTIVE: Files = {
  'problem.yaml': `${YAML}type: [scoring, interactive]\n`,
  'output_validator/talk.cpp': 'int main() { return 42; }\n',
  'output_validator/talk.h': '// shared\n',
  'data/secret/test_group.yaml': 'scoring: {score: 50}\noutput_validator_args: [--quiet]\n',
};

describe('importing what is not plain pass-fail', () => {
  it('keeps what statements show in place of samples with the version', async () => {
    const first = await bring('shown', { 'data/sample/1.in.statement': '1 2 ...\n' });
    const { samples, shownSamples } = await getProblem(ctx, { slug: 'shown' });
    expect(samples[0]).toMatchObject({ name: 'sample/1', input: '1 2\n' });
    expect(shownSamples).toEqual([{ name: 'sample/1', input: '1 2 ...\n', answer: null }]);
    const second = await bring('shown', { 'data/sample/1.in.statement': '1 2 and more\n' });
    expect(second).toMatchObject({ version: first.version + 1, unchanged: false });
    expect((await getProblem(ctx, { slug: 'shown', version: first.version })).shownSamples).toEqual(shownSamples);
  });

  it('keeps command line arguments with each test, and judges are given them', async () => {
    const { problemId, version } = await bring('arguments', { 'data/secret/01.yaml': 'args: [-n, "5 5"]\n' });
    const { rows } = await ctx.db.pool.query<{ tests: { name: string; args: unknown }[] }>(
      'SELECT tests FROM problem_material($1, $2, false)',
      [problemId, version],
    );
    expect(rows[0]?.tests.map(({ name, args }) => [name, args])).toEqual([
      ['sample/1', null],
      ['secret/01', ['-n', '5 5']],
    ]);
  });

  it('keeps conversations of samples with the version, tells how many, and shows them', async () => {
    const files = { ...INTERACTIVE, 'data/sample/1.interaction': '< 1\n> 2\n' };
    const first = await bring('conversing', files);
    expect(first).toMatchObject({ interactions: 1, unchanged: false });
    const [line, reply] = [
      { speaker: 'judge', text: '1' },
      { speaker: 'program', text: '2' },
    ];
    expect((await getProblem(ctx, { slug: 'conversing' })).interactions).toEqual([
      { name: 'sample/1', passes: [[line, reply]] },
    ]);
    // A new conversation is a new version; the one before keeps its own.
    const second = await bring('conversing', { ...files, 'data/sample/1.interaction': '< 1\n' });
    expect(second).toMatchObject({ version: first.version + 1, unchanged: false });
    expect((await getProblem(ctx, { slug: 'conversing', version: first.version })).interactions).toHaveLength(1);
    expect((await getProblem(ctx, { slug: 'conversing', version: second.version })).interactions).toEqual([
      { name: 'sample/1', passes: [[line]] },
    ]);
    expect(await bring('conversing', { ...files, 'data/sample/1.interaction': '< 1\n' })).toMatchObject({
      unchanged: true,
    });
  });

  it('stores how it is judged, and the judge gets it with the claim', async () => {
    const { problemId, version } = await bring('talk', INTERACTIVE);
    const { judging, tests } = await material(problemId, version);
    const stored = storedJudging.parse(judging);
    expect(stored).toMatchObject({
      kind: 'scoring',
      interactive: true,
      passes: 1,
      program: { path: 'output_validator/talk.cpp', language: 'cpp17', protocol: 'kattis' },
      groups: [{ path: 'secret', aggregation: 'sum', maxScore: 50, testScore: 50 }],
    });
    expect(stored.files.map(({ name }) => name)).toEqual(['talk.cpp', 'talk.h']);
    const { rows } = await db.pool.query<{ text: string }>(
      "SELECT convert_from(bytes, 'UTF8') AS text FROM blobs WHERE hash = $1",
      [stored.files[1]?.hash],
    );
    expect(rows[0]?.text).toBe('// shared\n');
    expect(tests[1]).toMatchObject({ name: 'secret/01', validatorFlags: ['--quiet'] });
  });

  it('makes a new version when only the program or the points change, and none when nothing does', async () => {
    const first = await bring('versions', INTERACTIVE);
    expect(await bring('versions', INTERACTIVE)).toMatchObject({ version: first.version, unchanged: true });
    const program = { ...INTERACTIVE, 'output_validator/talk.h': '// other\n' };
    expect(await bring('versions', program)).toMatchObject({ version: first.version + 1, unchanged: false });
    const points = {
      ...program,
      'data/secret/test_group.yaml': 'scoring: {score: 60}\noutput_validator_args: [--quiet]\n',
    };
    expect(await bring('versions', points)).toMatchObject({ version: first.version + 2, unchanged: false });
    expect((await material(first.problemId, first.version)).judging).toMatchObject({ groups: [{ maxScore: 50 }] });
  });

  it('tells those who write for it what they must know', async () => {
    await bring('told', INTERACTIVE);
    expect((await getProblem(ctx, { slug: 'told' })).judging).toEqual({
      kind: 'scoring',
      interactive: true,
      passes: 1,
      maxScore: 50,
      subtasks: [{ name: 'secret', maxScore: 50 }],
    });
  });

  it('warns of languages that the limits keep out', async () => {
    const { warnings } = await bring('tight', { 'problem.yaml': YAML.replace('time_limit: 1', 'time_limit: 0.05') });
    expect(warnings.filter((text) => text.includes('below'))).toEqual([
      "The problem's time limit of 50 ms is below what java needs to start (90 ms): submissions in it are refused.",
    ]);
  });

  it('leaves plain problems without a row', async () => {
    const { problemId, version } = await bring('plain', {});
    expect((await material(problemId, version)).judging).toBeNull();
  });

  it.each<[string, Files, string]>([
    ['no program', { 'problem.yaml': 'name: S\nvalidation: custom\n' }, 'package_invalid'],
    ['a program in a language that is not known', { 'output_validator/c.hs': 'x' }, 'package_unsupported'],
    [
      'a program with NUL in its arguments',
      { 'data/secret/test_group.yaml': 'output_validator_args: ["a\\0b"]\n', 'output_validator/c.py': 'x' },
      'package_invalid',
    ],
    [
      'points that contradict each other',
      { ...INTERACTIVE, 'data/secret/test_group.yaml': 'scoring: {score: -5}\n' },
      'package_invalid',
    ],
    ['tests without answers', { ...INTERACTIVE, 'data/secret/01.ans': null }, 'package_invalid'],
    ['an included file with NUL', { 'include/cpp/a.h': 'a\0b' }, 'package_invalid'],
    ['a static validator', { 'static_validator/c.py': 'x' }, 'package_unsupported'],
    ['submit-answer', { 'problem.yaml': `${YAML}type: submit-answer\n` }, 'package_unsupported'],
  ])('refuses %s and leaves nothing behind', async (_, files, code) => {
    const error: unknown = await bring('refused', files).catch((reason: unknown) => reason);
    expect(error instanceof DocketError ? error.code : error).toBe(code);
    const { rows } = await db.pool.query("SELECT FROM problems WHERE slug = 'refused'");
    expect(rows).toHaveLength(0);
  });
});

it('whoever imports what is another’s already decides nothing of it', async () => {
  const slug = 'of-somebody';
  const draft = await importProblem(ctx, { source: { zip: pack({}) }, slug, publish: 'later' });
  const other = testCtx(db, await makeUser(db, 'setter'));
  const again = await importProblem(other, { source: { zip: pack({}) }, slug, publish: 'checked' });
  expect(again).toMatchObject({ problemId: draft.problemId, unchanged: true, published: false });
  const { rows } = await db.pool.query(
    'SELECT p.status, v.publish_when_checked AS wanted FROM problems p JOIN problem_versions v ON v.problem_id = p.id WHERE p.id = $1',
    [draft.problemId],
  );
  expect(rows).toMatchObject([{ status: expect.not.stringContaining('PUBLISHED'), wanted: false }]);
});
