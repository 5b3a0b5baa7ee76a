import { expect, test } from 'vitest';
import { slugOf } from './slug.ts';

test.each([
  ['Amélie & Co.', 'amelie-co'],
  ['  Night   Train ', 'night-train'],
  ['東京', ''],
])('%s becomes %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
