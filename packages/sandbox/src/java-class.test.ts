import { expect, test } from 'vitest';
import type { BoxFile } from './box.ts';
import { findMainClass } from './java-class.ts';

const u16 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, 2 * index);
  return bytes;
};
const utf8 = (text: string): Buffer => Buffer.concat([Buffer.of(1), u16(Buffer.byteLength(text)), Buffer.from(text)]);

/** The least that is a class file, with or without a main method. */
function classFile(name: string, main: boolean): BoxFile {
  const bytes = Buffer.concat([
    Buffer.from('cafebabe', 'hex'),
    u16(0, 65, 7),
    utf8(name),
    Buffer.concat([Buffer.of(7), u16(1)]),
    utf8('java/lang/Object'),
    Buffer.concat([Buffer.of(7), u16(3)]),
    utf8(main ? 'main' : 'other'),
    utf8('([Ljava/lang/String;)V'),
    // Flags, this, super, interfaces, fields, one method: public static, its name, its type, no attributes.
    u16(1, 2, 4, 0, 0, 1, 9, 5, 6, 0, 0),
  ]);
  return { name: `out/${name}.class`, bytes, executable: false };
}

test.each<[string, readonly (readonly [string, boolean])[], string | undefined]>([
  [
    'the only one',
    [
      ['Adder', true],
      ['Helper', false],
    ],
    'Adder',
  ],
  [
    'Main before all others',
    [
      ['Alpha', true],
      ['Main', true],
    ],
    'Main',
  ],
  [
    'the first of several',
    [
      ['b/Two', true],
      ['a/One', true],
    ],
    'a.One',
  ],
  [
    'not one within another',
    [
      ['Solver$Test', true],
      ['Solver', true],
      ['Tree', false],
    ],
    'Solver',
  ],
  [
    'not one within a class that sorts later',
    [
      ['Alpha', false],
      ['Alpha$Main', true],
      ['Beta', true],
    ],
    'Beta',
  ],
  [
    'in a package',
    [
      ['p/A$Deep$Er', true],
      ['p/A', false],
      ['p/B', true],
    ],
    'p.B',
  ],
  [
    'one within another where there is no other',
    [
      ['Outer', false],
      ['Outer$Inner', true],
    ],
    'Outer$Inner',
  ],
  [
    'one that only has a dollar in its name',
    [
      ['A$B', true],
      ['Z', true],
    ],
    'A$B',
  ],
  ['none', [['A', false]], undefined],
])('starts %s', (_, classes, expected) => {
  expect(findMainClass(classes.map(([name, main]) => classFile(name, main)))).toBe(expected);
});
