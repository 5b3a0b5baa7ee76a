import { username } from '@docket/contracts/http/identity';
import { expect, it } from 'vitest';
import { usernameFrom } from './username.ts';

it.each([
  ['ada', 'ada'],
  ['Ada Lovelace', 'Ada-Lovelace'],
  ['Žofia Šťastná', 'Zofia-Stastna'],
  ['-_.x1y', 'x1y'],
  ['A name of somebody that does not end', 'A-name-of-somebody-that-d'],
  // Addresses are nobody's business.
  ['ada@example.org', undefined],
  ['李明', undefined],
  ['', undefined],
  [null, undefined],
])('of %s it makes %s', (name, made) => {
  expect(usernameFrom(name)).toBe(made);
  if (made !== undefined) expect(username.safeParse(made).success).toBe(true);
});
