import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latexToMarkdown } from './latex.ts';

const convert = (tex: string): string => latexToMarkdown(tex).markdown.trimEnd();

test.each([
  ['Add \\emph{two} \\textbf{big} numbers, say \\texttt{a\\_b}.', 'Add *two* **big** numbers, say `a_b`.'],
  ['Cost is $x_1 < 5\\%$ \\& more.', 'Cost is $x_1 < 5\\%$ & more.'],
  ['100\\% sure % a comment\nyes', '100% sure yes'],
  ["``quoted'' -- and --- so", '“quoted” – and — so'],
  ['\\section*{Input}\nOne line.', '## Input\n\nOne line.'],
  ['\\begin{Output}\nPrint it.\n\\end{Output}', '## Output\n\nPrint it.'],
  ['\\begin{itemize}\n\\item one\n\\item two\n\\end{itemize}', '- one\n- two'],
  ['\\begin{enumerate}\\item one\\item two\\end{enumerate}', '1. one\n1. two'],
  ['\\[ a + b \\]', '$$a + b$$'],
  ['\\begin{equation*}\na^2\n\\end{equation*}', '$$a^2$$'],
  ['{\\bf bold} and {\\tt code}', '**bold** and `code`'],
  ['\\begin{verbatim}\n* 1 $ \\x\n\\end{verbatim}', '```\n* 1 $ \\x\n```'],
  [
    'see \\href{https://a.example}{this} or \\url{https://b.example}',
    'see [this](https://a.example) or <https://b.example>',
  ],
  [
    '\\begin{tabular}{|c|c|}\\hline a & b \\\\ \\hline 1 & $x$ \\\\ \\hline\\end{tabular}',
    '| a | b |\n| --- | --- |\n| 1 | $x$ |',
  ],
  ['1 < 2 * 3', '1 \\< 2 \\* 3'],
  ['up to \\constant{max} items', 'up to 100 items'],
])('%j', (tex, markdown) => {
  const converted = latexToMarkdown(tex, new Map([['max', '100']]));
  expect(converted.markdown.trimEnd()).toBe(markdown);
  expect(converted.dropped).toEqual([]);
});

test('the name, with a plain one before a formula', () => {
  expect(latexToMarkdown('\\problemname{Two Towers}\nText').name).toBe('Two Towers');
  expect(latexToMarkdown('%% plainproblemname: x2\n\\problemname{$x^2$}\nText')).toMatchObject({
    name: 'x2',
    markdown: 'Text\n',
  });
});

test('what cannot come along is named once', () => {
  const converted = latexToMarkdown(
    '\\illustration{0.3}{cat.png}{A cat}\n\\includegraphics[width=2cm]{map.pdf}\n\\fancy{kept} \\fancy{too}',
  );
  expect(converted.dropped).toEqual(['the picture cat.png', 'the picture map.pdf', 'the command \\fancy']);
  expect(converted.markdown).toBe('*A cat*\n\nkept too\n');
});

test('pictures come along where they are known', () => {
  const { markdown, dropped } = latexToMarkdown(
    '\\illustration{0.3}{cat}{A \\emph{cat}}Text \\includegraphics[width=2cm]{map.pdf}',
    new Map(),
    (file) => (file === 'cat' ? 'statement/cat.png' : null),
  );
  expect(markdown).toBe('![](<statement/cat.png>)\n\n*A *cat**\n\nText\n');
  expect(dropped).toEqual(['the picture map.pdf']);
});

test('any text converts, in bounded time', { timeout: 30_000 }, () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '\\',
    '$',
    '[',
    ']',
    '\\begin{itemize}',
    '\\end{itemize}',
    '\\item',
    '\\textbf',
    '\\begin{tabular}',
    '%',
    '\n',
    '  ',
    'a',
    '\\verb|',
    '\\href{',
    '``',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => typeof convert(pieces.join('')) === 'string'),
    { numRuns: 2000 },
  );
  for (const hostile of [
    '{'.repeat(200_000),
    '\\foo['.repeat(100_000),
    ' '.repeat(500_000),
    '\\cline{'.repeat(50_000),
    '$'.repeat(99_999),
  ]) {
    expect(typeof convert(`\\begin{tabular}{c}${hostile}`)).toBe('string');
    expect(typeof convert(hostile)).toBe('string');
  }
});

test('lists in lists without end grow no faster than their text', () => {
  const tex = '\\begin{itemize}\\item x\n'.repeat(20_000);
  const { markdown } = latexToMarkdown(tex);
  expect(markdown.length).toBeLessThan(4 * tex.length);
  expect(convert('\\begin{itemize}\\item a\\begin{itemize}\\item b\\end{itemize}\\end{itemize}')).toMatch(
    /^- a\n+   - b$/,
  );
});
