import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines } from './line-diff.ts';

const signs = { same: ' ', old: '-', new: '+' } as const;
const short = (left: string, right: string) => diffLines(left, right).map(({ kind, text }) => `${signs[kind]}${text}`);

describe('the difference of two programs', () => {
  it('keeps what both have, and numbers both sides', () => {
    expect(short('a\nb\nc\n', 'a\nx\nc\n')).toEqual([' a', '-b', '+x', ' c']);
    expect(diffLines('a\nb', 'b').map(({ left, right }) => [left, right])).toEqual([
      [1, null],
      [2, 1],
    ]);
    expect(short('', 'a')).toEqual(['+a']);
    expect(short('a\r\nb', 'a\nb')).toEqual([' a', ' b']);
  });

  it('holds both texts, in their order, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 0, maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const lines = diffLines(a.join('\n'), b.join('\n'));
        const side = (without: 'old' | 'new') =>
          lines.flatMap(({ kind, text: line }) => (kind === without ? [] : [line]));
        expect(side('new')).toEqual(a);
        expect(side('old')).toEqual(b);
      }),
    );
  });
});
