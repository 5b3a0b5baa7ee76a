import { expect, test } from 'vitest';
import { newId, timeOfId } from './id.ts';

test('ids are sorted by their order also within a millisecond, and no two are the same', () => {
  const ids = Array.from({ length: 20_000 }, () => newId());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test('an id says when it was made', () => {
  const before = Date.now();
  const id = newId();
  const made = timeOfId(id);
  expect(made).toBeGreaterThanOrEqual(before);
  expect(made).toBeLessThanOrEqual(Date.now());
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('what is no id of ours does not say when it was made', () => {
  for (const other of ['', 'pay_1', '9b2f6e2c-6a0e-4c3f-9d4b-0f5f6d1f8f11'])
    expect(() => timeOfId(other)).toThrow(/does not say when it was made/);
});
