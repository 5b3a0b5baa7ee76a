import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aztecOf, type AztecSymbol } from './aztec.ts';

const written = ({ rows }: AztecSymbol) => rows.map((row) => row.map((dark) => (dark ? '#' : '.')).join('')).join('\n');
const digest = (symbol: AztecSymbol) => createHash('sha256').update(written(symbol)).digest('hex').slice(0, 16);

/** Each of these drawings was read back by a decoder that is not ours, as were 1,500 random texts of up to 900 characters. */
describe('an Aztec code', () => {
  it('is drawn module by module as the standard has it', () => {
    expect(written(aztecOf('BOM'))).toBe(
      [
        '.....##....#.##',
        '...#.#..###.##.',
        '.###......#.##.',
        '#############.#',
        '...#.......#..#',
        '..##.#####.#.##',
        '.#.#.#...#.####',
        '##.#.#.#.#.#..#',
        '#..#.#...#.##..',
        '##.#.#####.####',
        '..##.......#.##',
        '##.##########..',
        '.......##......',
        '##...#####..#..',
        '#...###..#..###',
      ].join('\n'),
    );
  });

  it.each([
    ['a boarding pass', 'M1RAO/ASHA            EGT5HCM BOMDELQX 0123 123Y001A0025 100', 27, '0dbf17b676e4df73'],
    ['bytes', 'lower äöü', 19, '3792f1a28ac42eb9'],
    ['a large one, with lines of reference', 'ABC123'.repeat(60), 61, 'a9a3cf2fd522733c'],
    ['marks among letters and digits', 'ABC/1234 '.repeat(40), 61, '5888aef78c1182e7'],
  ])('of %s is as it was when it was read back', (_, text, size, sum) => {
    const symbol = aztecOf(text);
    expect(symbol.size).toBe(size);
    expect(digest(symbol)).toBe(sum);
  });

  it('is a square with rings in its middle, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), ({ length }) => {
        const { size, rows } = aztecOf('A'.repeat(length));
        expect(rows).toHaveLength(size);
        const middle = (size - 1) / 2;
        for (const ring of [0, 1, 2, 3, 4])
          for (const at of [-ring, ring]) expect(rows[middle + at]?.[middle]).toBe(ring % 2 === 0);
      }),
    );
  });

  it('has an end', () => {
    expect(() => aztecOf('é'.repeat(2_000))).toThrow(RangeError);
  });
});
