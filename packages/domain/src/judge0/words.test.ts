import { expect, it } from 'vitest';
import { wordsOf } from './words.ts';

it.each<[string, string[] | undefined]>([
  ['', []],
  ['  a  b\tc ', ['a', 'b', 'c']],
  [`'a b' "c d" e'f'g`, ['a b', 'c d', 'efg']],
  [`"" ''`, ['', '']],
  [String.raw`a\ b "\"\\\n" '\'`, ['a b', String.raw`"\\n`, '\\']],
  ['$HOME `id` ;', ['$HOME', '`id`', ';']],
  [`"open`, undefined],
])('%j is %j', (line, words) => expect(wordsOf(line)).toEqual(words));
