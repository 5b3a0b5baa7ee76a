import { describe, expect, test } from 'vitest';
import { pack, YAML } from './package-samples.ts';
import { hashPackage } from './package-hash.ts';
import { readZipPackage } from './read-package.ts';
import type { ProblemPackage } from './types.ts';
import type { ZipEntry } from './zip-writer.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
const PDF = Buffer.from('%PDF-1.7\n%\u00e2\n');
const NONE = { 'statement/problem.en.md': null };

const read = (
  files: Readonly<Record<string, string | null>>,
  extra: readonly ZipEntry[] = [],
): Promise<ProblemPackage> => readZipPackage(pack(files, extra), { slug: 'sum' });
const languages = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await read({ ...NONE, ...files })).statements.map(({ language }) => language);

describe('languages', () => {
  test('all are kept; English comes first, then those that are Markdown', async () => {
    const files = {
      'problem_statement/problem.sv.md': 'Addera.',
      'problem_statement/problem.en.tex': '\\problemname{Sum}Add.',
      'problem_statement/problem.de.tex': 'Addiere.',
      'problem_statement/problem.pt-BR.md': 'Some.',
    };
    expect(await languages(files)).toEqual(['en', 'pt-BR', 'sv', 'de']);
    const { statement, statements } = await read({ ...NONE, ...files });
    expect(statement).toBe('Add.\n');
    expect(statements[2]).toEqual({ language: 'sv', name: null, markdown: 'Addera.\n', pdf: null });
  });

  test('of one language Markdown counts more than LaTeX, and without a code it is English', async () => {
    const { statements } = await read({ ...NONE, 'statement/problem.tex': 'TeX', 'statement/problem.md': 'Md' });
    expect(statements).toMatchObject([{ language: 'en', markdown: 'Md\n' }]);
  });

  test('each has its name', async () => {
    const { name, statements } = await read({
      'problem.yaml': YAML.replace('name: Sum', 'name: {sv: Summa, en: Sum}'),
      'statement/problem.sv.md': 'Addera.',
      'statement/problem.de.tex': '\\problemname{Summe}Addiere.',
    });
    expect(name).toBe('Sum');
    expect(statements.map((one) => [one.language, one.name])).toEqual([
      ['en', 'Sum'],
      ['sv', 'Summa'],
      ['de', 'Summe'],
    ]);
  });

  test('none is read, and said', async () => {
    const { statement, statements, warnings } = await read(NONE);
    expect([statement, statements]).toEqual(['', []]);
    expect(warnings.join()).toMatch(/There is no statement/);
  });
});

describe('PDF', () => {
  test('alone, beside a text, and at the top as DOMjudge has it', async () => {
    const alone = await read(NONE, [{ path: 'problem_statement/problem.en.pdf', content: PDF }]);
    expect(alone.statements).toEqual([
      { language: 'en', name: 'Sum', markdown: null, pdf: 'problem_statement/problem.en.pdf' },
    ]);
    expect(alone.files).toMatchObject([{ name: 'problem_statement/problem.en.pdf', mediaType: 'application/pdf' }]);
    expect(alone.warnings).toEqual([]);
    const both = await read({}, [{ path: 'problem.pdf', content: PDF }]);
    expect(both.statements).toMatchObject([{ markdown: 'Add $a$ and $b$.\n', pdf: 'problem.pdf' }]);
  });

  test('what is none is left out', async () => {
    const { statements, files, warnings } = await read({ 'problem.pdf': '<script>alert(1)</script>' });
    expect([statements[0]?.pdf, files]).toEqual([null, []]);
    expect(warnings.join()).toMatch(/problem\.pdf is no PDF/);
  });
});

describe('pictures', () => {
  const show = (target: string): Readonly<Record<string, string>> => ({
    'statement/problem.en.md': `See ![a cat](${target}){width=50%}.\n`,
  });
  const cat: ZipEntry = { path: 'statement/img/cat.png', content: PNG };

  test('those that a text shows come along, under their path', async () => {
    const { statement, files } = await read(show('img/cat.png'), [cat, { path: 'statement/dog.png', content: PNG }]);
    expect(statement).toBe('See ![a cat](<statement/img/cat.png>).\n');
    expect(files).toMatchObject([{ name: 'statement/img/cat.png', kind: 'statement', mediaType: 'image/png' }]);
  });

  test('LaTeX may leave the ending out', async () => {
    const { statement } = await read({ ...NONE, 'statement/problem.en.tex': '\\includegraphics{img/cat}' }, [cat]);
    expect(statement).toBe('![](<statement/img/cat.png>)\n');
  });

  test.each([
    'https://example.org/cat.png',
    '//example.org/cat.png',
    '../../etc/passwd.png',
    '%2e%2e/cat.png',
    'data:image/svg+xml,<svg/>',
    'img/cat.pdf',
    '%zz.png',
  ])('%s is left out', async (target) => {
    const { statement, files, warnings } = await read(show(target), [cat]);
    expect([statement, files]).toEqual(['See *a cat*.\n', []]);
    expect(warnings.join()).toMatch(/the picture .* was left out/);
  });

  test('what is no picture is not kept', async () => {
    const { files, warnings } = await read({ ...show('evil.png'), 'statement/evil.png': '<html>' });
    expect(files).toEqual([]);
    expect(warnings.join()).toMatch(/evil\.png is not the picture that its ending says/);
  });

  test('another picture is another version; a plain package keeps the hash it has', async () => {
    const hash = async (files: Readonly<Record<string, string>>, extra: readonly ZipEntry[] = []): Promise<string> =>
      (await hashPackage(await read(files, extra))).packageHash;
    const one = await hash(show('img/cat.png'), [cat]);
    expect(await hash(show('img/cat.png'), [cat])).toBe(one);
    expect(await hash(show('img/cat.png'), [{ ...cat, content: Buffer.concat([PNG, PNG]) }])).not.toBe(one);
    // As it was before statements had languages and files.
    expect(await hash({})).toBe('97e1fcf037caac6f0aaf98c331fd03b45ab63f0fd979a8688be86ff8cde6ca74');
  });
});

test('attachments are kept as plain bytes', async () => {
  const { files } = await read({ 'attachments/tool.html': '<script></script>' });
  expect(files).toMatchObject([
    { name: 'attachments/tool.html', kind: 'attachment', mediaType: 'application/octet-stream' },
  ]);
});
