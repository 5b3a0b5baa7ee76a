import { hash } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

const COMPOSED = 'caf\u00e9 au lait';
const DECOMPOSED = 'cafe\u0301 au lait';

describe('a password is the same however the keyboard composes it', () => {
  test.each([
    [COMPOSED, DECOMPOSED],
    [DECOMPOSED, COMPOSED],
    [COMPOSED, 'caf\u00e9\u00a0au\u3000lait'],
  ])('set as %j, typed as %j', async (set, typed) => {
    const stored = await hashPassword(set);
    expect(await verifyPassword(stored, typed)).toBe(true);
    expect(await verifyPassword(stored, 'cafe au lait')).toBe(false);
  });

  test('and one that was hashed as it was typed still logs in so', async () => {
    const stored = await hash(DECOMPOSED, { memoryCost: 1_024, timeCost: 1, parallelism: 1 });
    expect(await verifyPassword(stored, DECOMPOSED)).toBe(true);
    // Control: nothing makes the two one in such a hash.
    expect(await verifyPassword(stored, COMPOSED)).toBe(false);
  });
});

test('nobody has no password', async () => {
  expect(await verifyPassword(undefined, 'not anybody’s password')).toBe(false);
});
