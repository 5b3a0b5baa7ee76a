import { expect, test } from 'vitest';
import { columnsOf } from './history-columns.ts';

test('a step without a sample is a gap and not a zero', () => {
  const point = {
    waiting: 1,
    running: 0,
    slots: 1,
    oldestWaitingSeconds: null,
    waitP50Seconds: null,
    waitP95Seconds: null,
  };
  const columns = columnsOf({
    from: '2026-03-01T10:00:00.000Z',
    to: '2026-03-01T10:03:30.000Z',
    stepSeconds: 60,
    points: [
      { ...point, at: '2026-03-01T10:00:00.000Z' },
      { ...point, at: '2026-03-01T10:03:00.000Z' },
    ],
  });
  expect(columns.map((column) => column.point?.waiting)).toEqual([1, undefined, undefined, 1]);
});
