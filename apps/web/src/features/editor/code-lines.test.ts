import { expect, it } from 'vitest';
import { colourLines } from './code-lines.ts';
import { plainLines } from './plain-lines.ts';

const textOf = (lines: Awaited<ReturnType<typeof colourLines>>) =>
  lines.map((line) => line.map((piece) => piece.text).join(''));

it.each(['python', 'cpp', 'ruby', 'no such language'])('keeps every character in %s', async (mode) => {
  const code = 'def f(x):\n\n    return "ä"  # 1\n';
  expect(textOf(await colourLines(code, mode))).toEqual(['def f(x):', '', '    return "ä"  # 1']);
});

it('colours', async () => {
  const [line] = await colourLines('return 1', 'python');
  expect(line).toEqual([
    { text: 'return', className: 'text-crash' },
    { text: ' ', className: '' },
    { text: '1', className: 'text-limit' },
  ]);
});

it('counts lines as an editor does', () => {
  expect(
    [plainLines(''), plainLines('a'), plainLines('a\n'), plainLines('a\n\n')].map((lines) => lines.length),
  ).toEqual([1, 1, 1, 2]);
});
