import { expect, it } from 'vitest';
import { Intent } from './intent.ts';

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

/** As the browser's, shared by tabs and reloads. */
function shelf() {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
}

it('is the same in another tab and after a reload, while it is open and has a name', () => {
  const shared = shelf();
  const key = new Intent('confirm.b1', shared).keyOf('x');
  const tab = new Intent('confirm.b1', shared);
  expect(tab.keyOf('x')).toBe(key);
  expect(tab.keyOf('y')).not.toBe(key);
  expect(new Intent('confirm.b2', shared).keyOf('x')).not.toBe(key);
  // Without a name it is the page's own (negative control).
  expect(new Intent(undefined, shared).keyOf('x')).not.toBe(key);
  const again = new Intent('confirm.b1', shared);
  again.keyOf('x');
  again.end();
  expect(new Intent('confirm.b1', shared).keyOf('x')).not.toBe(key);
});

it('is another after a while: nobody takes up yesterday’s wish', () => {
  const shared = shelf();
  const key = new Intent('submit', shared).keyOf('x', 0);
  expect(new Intent('submit', shared).keyOf('x', 60_000)).toBe(key);
  expect(new Intent('submit', shared).keyOf('x', 24 * 3_600_000)).not.toBe(key);
});

it('does without a browser that keeps things', () => {
  const broken = {
    getItem: () => {
      throw new Error('blocked');
    },
    setItem: () => {
      throw new Error('blocked');
    },
    removeItem: () => undefined,
  };
  const intent = new Intent('submit', broken);
  expect(intent.keyOf('x')).toBe(intent.keyOf('x'));
});

it('tells maps and sets apart by what is in them', () => {
  const intent = new Intent();
  const key = intent.keyOf({ places: new Map([['front', 2]]) });
  expect(intent.keyOf({ places: new Map([['front', 2]]) })).toBe(key);
  expect(intent.keyOf({ places: new Map([['front', 3]]) })).not.toBe(key);
});
