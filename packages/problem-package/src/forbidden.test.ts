import { describe, expect, test } from 'vitest';
import { hashPackage } from './package-hash.ts';
import { pack, YAML } from './package-samples.ts';
import { readZipPackage } from './read-package.ts';

const read = (yaml: string, files: Readonly<Record<string, string>> = {}) =>
  readZipPackage(pack({ 'problem.yaml': yaml, ...files }));

describe('languages', () => {
  test('are those of the format’s codes, some of which are several here', async () => {
    expect((await read(`${YAML}languages: [cpp, python3, java]\n`)).languages).toEqual([
      'cpp17',
      'cpp20',
      'cpp23',
      'python3',
      'pypy3',
      'java',
    ]);
    for (const all of ['', 'languages: all\n', 'languages: [all]\n'])
      expect((await read(`${YAML}${all}`)).languages).toBeNull();
  });

  test('that nobody knows here are told; if all are, nobody could submit', async () => {
    expect(await read(`${YAML}languages: [c, whitespace]\n`)).toMatchObject({
      languages: ['c'],
      warnings: [expect.stringContaining('"whitespace" is no language here')],
    });
    await expect(read(`${YAML}languages: [whitespace]\n`)).rejects.toMatchObject({ code: 'package_invalid' });
  });
});

describe('an embargo', () => {
  test.each([
    ['2027-05-01', '2027-05-01T00:00:00.000Z'],
    ['2027-05-01T10:30:00Z', '2027-05-01T10:30:00.000Z'],
  ])('until %s', async (written, at) => {
    expect((await read(`${YAML}embargo_until: ${written}\n`)).embargoUntil?.toISOString()).toBe(at);
  });
  test.each(['soon', '2027-13-01', '2027-05-01T10:30:00+02:00'])('until %s is none', async (written) => {
    await expect(read(`${YAML}embargo_until: ${written}\n`)).rejects.toMatchObject({
      code: 'package_invalid',
      message: expect.stringContaining('embargo_until'),
    });
  });
});

describe('the files of interactive samples', () => {
  const legacy = { 'output_validators/talk.py': 'exit(42)\n' };
  const YAML_LEGACY = 'name: Talk\nvalidation: custom interactive\nlimits: {time_limit: 1}\nkeywords: easy\n';

  test('are hidden in older packages, and one without a conversation is told', async () => {
    expect(await read(YAML_LEGACY, { ...legacy, 'data/sample/1.interaction': '<1\n>2\n' })).toMatchObject({
      hidesSamples: true,
      interactions: [{ name: 'sample/1' }],
      warnings: expect.not.arrayContaining([expect.stringContaining('.interaction is not there')]),
    });
    expect((await read(YAML_LEGACY, legacy)).warnings).toContainEqual(
      expect.stringContaining('data/sample/1.interaction is not there'),
    );
  });

  test('are shown in later ones, and where nobody talks', async () => {
    const later = await read(`${YAML}type: [pass-fail, interactive]\n`, { 'output_validator/talk.py': 'exit(42)\n' });
    const silent = await read('name: Sum\nlimits: {time_limit: 1}\nkeywords: easy\n');
    expect([later.hidesSamples, silent.hidesSamples]).toEqual([false, false]);
  });
});

test('the same package with other rules is another version, and one that says nothing keeps its hash', async () => {
  const hash = async (yaml: string) => (await hashPackage(await read(yaml))).packageHash;
  const plain = await hash(YAML);
  expect(await hash(`${YAML}languages: all\n`)).toBe(plain);
  const others = await Promise.all(
    ['languages: [c]', 'languages: [java]', 'embargo_until: 2027-05-01'].map((line) => hash(`${YAML}${line}\n`)),
  );
  expect(new Set([plain, ...others]).size).toBe(4);
});
