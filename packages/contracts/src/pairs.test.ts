import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { alone, inOrder } from './pairs.ts';

const said = (schema: z.ZodType, value: unknown): readonly string[] =>
  (schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);

describe('two fields that have an order', () => {
  const numbers = z.object({ perUser: z.int().optional(), quota: z.int() }).check(inOrder('perUser', 'quota'));
  const times = z.object({ from: z.string(), until: z.string() }).check(inOrder('from', 'until'));

  test('numbers may be the same, and are told as numbers', () => {
    expect(said(numbers, { perUser: 5, quota: 5 })).toEqual([]);
    expect(said(numbers, { quota: 5 })).toEqual([]);
    expect(said(numbers, { perUser: 9, quota: 5 })).toEqual([
      'perUser must not be more than quota (5)',
      'quota must not be less than perUser (9)',
    ]);
  });

  test('instants come one after the other, whatever their offsets', () => {
    expect(said(times, { from: '2027-01-01T10:00:00+02:00', until: '2027-01-01T09:00:00Z' })).toEqual([]);
    expect(said(times, { from: '2027-01-01T11:00:00+02:00', until: '2027-01-01T09:00:00Z' })).toEqual([
      'from must be before until (2027-01-01T09:00:00Z)',
      'until must be after from (2027-01-01T11:00:00+02:00)',
    ]);
  });

  test('days follow each other by the calendar', () => {
    expect(said(times, { from: '2027-02-28', until: '2027-03-01' })).toEqual([]);
    expect(said(times, { from: '2027-03-01', until: '2027-03-01' })).toEqual([
      'from must be before until (2027-03-01)',
      'until must be after from (2027-03-01)',
    ]);
  });

  test('a local time is compared where it is an instant', () => {
    expect(said(times, { from: '2027-01-02T10:00', until: '2027-01-01T09:00:00Z' })).toEqual([]);
  });
});

test('a field that stands alone', () => {
  const schema = z
    .object({ percent: z.int(), amount: z.int() })
    .partial()
    .check(alone('percent', ['amount']));
  expect(said(schema, { percent: 5 })).toEqual([]);
  expect(said(schema, { amount: 5 })).toEqual([]);
  expect(said(schema, { percent: 5, amount: 5 })).toEqual([
    'percent cannot go together with amount',
    'amount cannot go together with percent',
  ]);
});
