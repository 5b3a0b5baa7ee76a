import { expect, it } from 'vitest';
import { searchWords } from './search-words.ts';

it.each([
  ['bras & rian', ['bras', 'rian']],
  ['Tom and Jerry', ['Tom', 'Jerry']],
  ['and', ['and']],
  ['rock’n’roll', ['rock', 'n', 'roll']],
  ['  Ocean\'s, "Eleven"! ', ['Ocean', 's', 'Eleven']],
  ['मुंबई सागा', ['मुंबई', 'सागा']],
  ['+-*/', []],
])('%j is %j', (q, words) => {
  expect(searchWords(q)).toEqual(words);
});

it('of many words the first eight count', () => {
  expect(searchWords('a b c d e f g h i j')).toHaveLength(8);
  expect(searchWords(undefined)).toEqual([]);
});
