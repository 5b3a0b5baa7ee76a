import { expect, it } from 'vitest';
import { hasLine, mapLines } from './pages.ts';

const held = {
  pages: [
    { data: [{ id: 1 }, { id: 2 }], meta: 'a' },
    { data: [{ id: 3 }], meta: 'b' },
  ],
  pageParams: [null, 'b'],
};

it('changes the line and leaves the other pages the objects they were', () => {
  const next = mapLines(held, (line) => (line.id === 3 ? { id: 4 } : line));
  expect(next.pages[1]).toEqual({ data: [{ id: 4 }], meta: 'b' });
  expect(next.pages[0]).toBe(held.pages[0]);
});

it('is the same list where nothing changed', () => {
  expect(mapLines(held, (line) => line)).toBe(held);
});

it('finds a line on any page', () => {
  expect(hasLine(held, (line) => line.id === 3)).toBe(true);
  expect(hasLine(held, (line) => line.id === 4)).toBe(false);
});
