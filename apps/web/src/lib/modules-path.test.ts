import { expect, it } from 'vitest';
import { modulesPath } from './modules-path.ts';

it('draws a rectangle for each run of dark modules', () => {
  expect(
    modulesPath([
      [true, true, false, true],
      [false, false, false, false],
      [undefined, true, true, true],
    ]),
  ).toBe('M0 0h2v1H0zM3 0h1v1H3zM1 2h3v1H1z');
});
