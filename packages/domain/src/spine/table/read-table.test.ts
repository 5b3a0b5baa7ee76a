import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnName, readName, readNumber } from './cells.ts';
import { readTable, type Table } from './read-table.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): Table => readTable(utf8(text));
const cells = ({ head, lines }: Table): string[][] => [head, ...lines].map((line) => [...line.cells]);

function utf16(text: string, big: boolean, mark: boolean): Uint8Array {
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
}

const RÉGIE = [
  ['Rangée', 'Prix'],
  ['é', '12'],
];

describe('a table from a spreadsheet', () => {
  it.each([
    ['UTF-8', utf8('Rangée,Prix\né,12\n'), 'utf-8'],
    ['UTF-8 with a mark', utf8('\uFEFFRangée,Prix\né,12\n'), 'utf-8'],
    ['Windows-1252', Buffer.from('Rang\xe9e,Prix\n\xe9,12\n', 'latin1'), 'windows-1252'],
    ['UTF-16 LE', utf16('Rangée\tPrix\r\né\t12\r\n', false, true), 'utf-16le'],
    ['UTF-16 BE', utf16('Rangée,Prix\né,12\n', true, true), 'utf-16be'],
    ['UTF-16 LE without a mark', utf16('Rangée,Prix\né,12\n', false, false), 'utf-16le'],
    ['UTF-16 BE without a mark', utf16('Rangée,Prix\né,12\n', true, false), 'utf-16be'],
    ['accents apart', utf8('Range\u0301e,Prix\ne\u0301,12\n'), 'utf-8'],
  ])('is read from %s', (_, bytes, encoding) => {
    const table = readTable(bytes);
    expect(cells(table)).toEqual(RÉGIE);
    expect(table.detected.encoding).toBe(encoding);
  });

  it.each([
    [
      'commas',
      'a,b;c\n1,2\n',
      ',',
      [
        ['a', 'b;c'],
        ['1', '2'],
      ],
    ],
    [
      'semicolons and decimal commas',
      'a;b\n1,5;2,5\n3,5;4,5\n',
      ';',
      [
        ['a', 'b'],
        ['1,5', '2,5'],
        ['3,5', '4,5'],
      ],
    ],
    [
      'tabs',
      'a\tb, c\n1\t2\n',
      '\t',
      [
        ['a', 'b, c'],
        ['1', '2'],
      ],
    ],
    [
      'what a sep line says',
      'sep=;\r\na;b,c,d\r\n1;2,3,4\r\n',
      ';',
      [
        ['a', 'b,c,d'],
        ['1', '2,3,4'],
      ],
    ],
    [
      'delimiters in quotes',
      '"a;x;y;z",b\n"1;;;;",2\n',
      ',',
      [
        ['a;x;y;z', 'b'],
        ['1;;;;', '2'],
      ],
    ],
    ['one column', 'a\n1\n', ',', [['a'], ['1']]],
  ] as const)('is divided by %s', (_, text, delimiter, expected) => {
    const table = read(text);
    expect(cells(table)).toEqual(expected);
    expect(table.detected.delimiter).toBe(delimiter);
  });

  it('loses the columns and lines that spreadsheets leave behind, and counts lines as the file has them', () => {
    const table = read('a;b;;\r\n1;2;;\r\n;;;\r\n\r\n"x\r\ny";4;;\r\n5;6\r\n');
    expect(table.detected).toEqual({ encoding: 'utf-8', delimiter: ';', decimalComma: false, emptyColumns: 2 });
    expect(table.lines).toEqual([
      { line: 2, cells: ['1', '2'] },
      { line: 5, cells: ['x\ny', '4'] },
      { line: 7, cells: ['5', '6'] },
    ]);
  });

  it.each([
    [
      'a workbook',
      new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0]),
      /^file: is an Excel workbook.*save the sheet as "CSV UTF-8"/,
    ],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), /old kind/],
    ['a picture', new Uint8Array([0x89, 0x50, 0, 0, 0, 0xff, 0xd8]), /^file: is no text/],
    ['nothing', new Uint8Array(), /^file: is empty/],
    ['half of UTF-16', new Uint8Array([0xff, 0xfe, 0x00, 0xd8]), /is not UTF-16LE/],
    ['an open quote', utf8('a,b\n1,"2\n3,4\n'), /^line 2: a quote is not closed/],
    ['an open quote after a sep line', utf8('sep=,\na,b\n\n1,"2\n'), /^line 4: a quote is not closed/],
    ['a quote in the middle', utf8('a,b\n1,"2"3\n'), /^line 2: a quote ends in the middle/],
  ])('is not made of %s', (_, bytes, message) => {
    expect(() => readTable(bytes)).toThrow(message);
  });

  it('says of every line where it holds more than is named', () => {
    expect(read('a,b\n1,2,,4\n1,2\n1,2,3\n').faults.map(({ path }) => path)).toEqual([
      'line 2, column C',
      'line 4, column C',
    ]);
  });

  it('has the same cells whatever program wrote it', () => {
    const cell = fc.stringMatching(/^[a-zé1"';,.\n]{0,6}$/).map((text) => text.trim());
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), (body, delimiter, end) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""').replaceAll('\n', end)}"`;
        const lines = [['a', 'b', 'c'], ...body].map((row) => row.map(quoted).join(delimiter));
        const expected = body.filter((row) => row.some((text) => text !== ''));
        expect(cells(read(lines.join(end)))).toEqual([['a', 'b', 'c'], ...expected]);
      }),
    );
  });
});

describe('cells', () => {
  it('hold numbers as people of either half of the world write them', () => {
    expect(['', '3', '3.5', '3,5', '-0,25', '1e3', '1.', '.5'].map(readNumber)).toEqual([
      null,
      3,
      3.5,
      3.5,
      -0.25,
      1000,
      1,
      0.5,
    ]);
    expect(['three', '1.000,5', '0x10', 'Infinity', '1 2'].map(readNumber)).toEqual(Array.from({ length: 5 }));
  });

  it('hold whole numbers of which a spreadsheet made decimals', () => {
    expect(['1.0', '12,00', '1.5', 'A1.0', '1'].map(readName)).toEqual(['1', '12', '1.5', 'A1.0', '1']);
  });

  it('are in columns with letters', () => {
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});
