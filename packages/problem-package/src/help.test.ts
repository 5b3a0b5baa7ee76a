import { expect, test } from 'vitest';
import { readHelp } from './help.ts';

async function helpOf(texts: Readonly<Record<string, string>>) {
  const warnings: string[] = [];
  const files = {
    name: null,
    paths: Object.keys(texts),
    read: (path: string) => Promise.resolve(Buffer.from(texts[path] ?? '')),
  };
  const help = await readHelp(files, new Map(), (text) => void warnings.push(text));
  return { help: help.map(({ kind, ordinal, language, markdown }) => [kind, ordinal, language, markdown]), warnings };
}

test('hints are numbered in their order, and editorials read in their languages and forms', async () => {
  const { help, warnings } = await helpOf({
    'hints/10.md': 'Last',
    'hints/2.en.md': 'First',
    'hints/2.sv.md': 'Först',
    'solution/solution.en.tex': 'Add \\textbf{both}.',
    'solution/solution.sv.md': 'Addera.',
  });
  expect(help.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
    ['editorial', 1, 'en', 'Add **both**.\n'],
    ['editorial', 1, 'sv', 'Addera.\n'],
    ['hint', 1, 'en', 'First\n'],
    ['hint', 1, 'sv', 'Först\n'],
    ['hint', 2, 'en', 'Last\n'],
  ]);
  expect(warnings).toEqual([]);
});

test('Markdown is taken before LaTeX, an empty file is none, and what is no help is reported', async () => {
  const { help, warnings } = await helpOf({
    'hints/1.en.md': 'This',
    'hints/1.en.tex': 'That',
    'hints/2.en.md': ' \n',
    'hints/first.md': 'No number',
    'solution/solution.en.pdf': '%PDF-',
  });
  expect(help).toEqual([['hint', 1, 'en', 'This\n']]);
  expect(warnings).toEqual([
    expect.stringContaining('hints/first.md is left out'),
    expect.stringContaining('solution/solution.en.pdf is left out'),
  ]);
});

test('pictures are left out, for their files would be everybody’s', async () => {
  const { help, warnings } = await helpOf({
    'solution/solution.en.md': 'See ![the way](way.png).',
    'solution/way.png': '\u0089PNG',
  });
  expect(help).toEqual([['editorial', 1, 'en', 'See *the way*.\n']]);
  expect(warnings.join('\n')).toContain('the picture way.png was left out');
});

test('of many hints the first twenty are taken', async () => {
  const many = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`hints/${at + 1}.md`, `Hint ${at + 1}`]));
  const { help, warnings } = await helpOf(many);
  expect(help.map(([, ordinal]) => ordinal).toSorted((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  );
  expect(warnings).toEqual(['There are 25 hints; the first 20 are taken.']);
});
