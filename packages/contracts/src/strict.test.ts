import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { strictly } from './strict.ts';

const seat = z.object({ label: z.string() });
const schema = z
  .object({
    id: z.string(),
    nested: z.object({ deep: seat.nullable() }).optional(),
    list: z.array(seat).default([]),
    pair: z.tuple([z.int(), seat]).optional(),
    byName: z.record(z.string(), seat).optional(),
    either: z.union([z.string(), seat]).optional(),
    told: z
      .discriminatedUnion('kind', [z.object({ kind: z.literal('held'), seat }), z.object({ kind: z.literal('free') })])
      .optional(),
    open: z.looseObject({ a: z.int() }).optional(),
    anything: z.unknown().optional(),
  })
  .refine(({ id }) => id !== 'refused', 'not this id');

const good = {
  id: 'a',
  nested: { deep: { label: 'A1' } },
  list: [{ label: 'A1' }],
  pair: [1, { label: 'A1' }],
  byName: { x: { label: 'A1' } },
  either: { label: 'A1' },
  told: { kind: 'held', seat: { label: 'A1' } },
  open: { a: 1, b: 2 },
  anything: { c: { d: 1 } },
} as const;

describe('a strict schema', () => {
  test('takes what has no field too many, with its checks and defaults', () => {
    expect(strictly(schema).parse(good)).toEqual(good);
    expect(strictly(schema).parse({ id: 'a' })).toEqual({ id: 'a', list: [] });
    expect(strictly(schema).safeParse({ id: 'refused' }).error?.issues[0]?.message).toBe('not this id');
  });

  test.each([
    ['at the top', { ...good, more: 1 }],
    ['in an object of an object', { ...good, nested: { deep: { label: 'A1', more: 1 } } }],
    ['in a list', { ...good, list: [{ label: 'A1' }, { label: 'A2', more: 1 }] }],
    ['in a tuple', { ...good, pair: [1, { label: 'A1', more: 1 }] }],
    ['in a record', { ...good, byName: { x: { label: 'A1', more: 1 } } }],
    ['in one of a union', { ...good, either: { label: 'A1', more: 1 } }],
    ['in one of a discriminated union', { ...good, told: { kind: 'free', seat: { label: 'A1' } } }],
    ['inside of that', { ...good, told: { kind: 'held', seat: { label: 'A1', more: 1 } } }],
  ])('refuses a field too many %s, which the schema itself leaves out', (_, value) => {
    expect(schema.safeParse(value).success).toBe(true);
    expect(strictly(schema).safeParse(value).success).toBe(false);
  });

  test('is built once', () => {
    expect(strictly(schema)).toBe(strictly(schema));
  });

  test('is not guessed for a kind that no contract has', () => {
    expect(() => strictly(z.object({ when: z.map(z.string(), seat) }))).toThrow('map');
  });
});
