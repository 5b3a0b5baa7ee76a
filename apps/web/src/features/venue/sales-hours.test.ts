import { expect, test } from 'vitest';
import { stepsOf, takingsOf } from './sales-hours.ts';

const sale = (at: string, seats: number) => ({ at, seats, takingsMinor: seats * 100 });

test('hours without a sale are there too, and a long sale has longer steps', () => {
  const short = stepsOf([sale('2026-03-01T10:30:00Z', 2), sale('2026-03-01T13:30:00Z', 1)]);
  expect(short.hoursEach).toBe(1);
  expect(short.steps.map(({ seats }) => seats)).toEqual([2, 0, 0, 1]);
  const long = stepsOf([
    sale('2026-03-01T10:00:00Z', 2),
    sale('2026-03-01T12:00:00Z', 3),
    sale('2026-03-07T12:00:00Z', 4),
  ]);
  expect(long.hoursEach).toBe(3);
  expect([long.steps[0]?.seats, long.steps.at(-1)?.seats, long.steps.length]).toEqual([5, 4, 49]);
  expect(long.steps.reduce((sum, { takingsMinor }) => sum + takingsMinor, 0)).toBe(900);
  expect(stepsOf([]).steps).toEqual([]);
});

test('takings are those of all hours and of what came before them', () => {
  const hours = [sale('2026-03-01T10:00:00Z', 2), sale('2026-03-01T12:00:00Z', 3)];
  expect(takingsOf({ hours, earlier: { seats: 1, takingsMinor: 70 } })).toBe(570);
  expect(takingsOf({ hours: [], earlier: { seats: 0, takingsMinor: 0 } })).toBe(0);
});
