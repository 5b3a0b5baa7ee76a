import { expect, it } from 'vitest';
import { Intent } from './use-act.ts';

it('keeps the key of what is asked for until it is known what became of it', () => {
  const intent = new Intent();
  const first = intent.keyOf({ seats: ['A1', 'A2'] });
  expect(intent.keyOf({ seats: ['A1', 'A2'] })).toBe(first);
  intent.end();
  expect(intent.keyOf({ seats: ['A1', 'A2'] })).not.toBe(first);
});

it('takes another key for something else, and for the first thing after it', () => {
  const intent = new Intent();
  const first = intent.keyOf({ seats: ['A1'] });
  const other = intent.keyOf({ seats: ['A2'] });
  expect(other).not.toBe(first);
  expect([first, other]).not.toContain(intent.keyOf({ seats: ['A1'] }));
});

it('has a key for what needs no input', () => {
  const intent = new Intent();
  expect(intent.keyOf(undefined)).toBe(intent.keyOf(undefined));
});
