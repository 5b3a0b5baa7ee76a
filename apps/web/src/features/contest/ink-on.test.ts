import { expect, it } from 'vitest';
import { inkOn } from './ink-on.ts';

it.each([
  ['#ffffff', '#000000'],
  ['#f5c518', '#000000'],
  ['#222222', '#ffffff'],
  ['#2e6be6', '#ffffff'],
] as const)('on %s one reads %s', (colour, ink) => {
  expect(inkOn(colour)).toBe(ink);
});
