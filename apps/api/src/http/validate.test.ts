import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import { strictly } from '@docket/contracts/strict';
import { parseIdempotencyKey, parsePart } from './validate.ts';

describe('parsePart', () => {
  test('names every faulty field by its path', () => {
    const schema = z.object({ user: z.object({ tags: z.array(z.string()) }), age: z.number() });
    const refused = (): unknown => parsePart(schema, 'body', { user: { tags: ['a', 1] } });
    expect(refused).toThrow(DocketError);
    try {
      refused();
    } catch (error) {
      expect(error instanceof DocketError ? error.fields?.map((field) => field.path) : []).toEqual([
        'body.user.tags.1',
        'body.age',
      ]);
    }
  });

  test.each([
    [z.object({ a: z.int().min(1) }), {}, 'body.a: is missing'],
    [z.object({ a: z.int() }), { a: 1.5 }, 'body.a: must be a whole number'],
    [z.object({ a: z.string() }), { a: null }, 'body.a: must be a text'],
    [z.object({ a: z.int().min(1) }), { a: 0 }, 'body.a: must be at least 1'],
    [z.object({ a: z.string().min(1) }), { a: '' }, 'body.a: must not be empty'],
    [z.object({ a: z.string().max(3) }), { a: 'long' }, 'body.a: must have at most 3 characters'],
    [z.object({ a: z.array(z.int()).min(1) }), { a: [] }, 'body.a: must have at least 1 item'],
    [z.object({ a: z.enum(['x', 'y']) }), { a: 'z' }, 'body.a: must be one of x, y'],
    [z.object({ a: z.literal('x') }), { a: 'z' }, 'body.a: must be x'],
    [z.object({ a: z.union([z.string(), z.int()]) }), { a: true }, 'body.a: has none of the forms that are taken here'],
    [z.object({ a: z.uuid() }), { a: 'x' }, 'body.a: is not an id (a UUID)'],
    [z.object({ a: z.iso.date() }), { a: 'x' }, 'body.a: must be a day such as 2027-10-31'],
    [z.object({ a: z.string().min(3, 'use at least 3 characters') }), { a: 'x' }, 'body.a: use at least 3 characters'],
  ])('says in plain words what is wrong, the contract’s own first (%#)', (schema, value, said) => {
    expect(() => parsePart(schema, 'body', value)).toThrow(said);
  });

  test.each([
    [{ amuont: 1 }, 'body.amuont: is no field of this request; did you mean amount?'],
    [{ Amount: 1 }, 'body.Amount: is no field of this request; did you mean amount?'],
    [{ to: { kind: 'b', plaec: 1, place: 2 } }, 'body.to.plaec: is no field of this request; did you mean place?'],
    [{ list: [{ nmae: 'x' }] }, 'body.list.0.nmae: is no field of this request; did you mean name?'],
    [{ toString: 1 }, 'body.toString: is no field of this request, which has amount, to, list'],
  ])('names a field that there is not, and the nearest that there is (%#)', (value, said) => {
    const schema = strictly(
      z.object({
        amount: z.int().optional(),
        to: z
          .discriminatedUnion('kind', [
            z.object({ kind: z.literal('a') }),
            z.object({ kind: z.literal('b'), place: z.int() }),
          ])
          .optional(),
        list: z.array(z.object({ name: z.string().optional() })).default([]),
      }),
    );
    expect(() => parsePart(schema, 'body', value)).toThrow(said);
  });

  test('says it of the whole part where no field is to blame', () => {
    expect(() => parsePart(z.object({}), 'body', undefined)).toThrow(/^body: /);
  });
});

describe('Idempotency-Key', () => {
  test.each(['a', 'x'.repeat(255), '8e03978e-40d5-43e8-bc93-6894a57f9324', 'a b'])('%s is taken', (key) => {
    expect(parseIdempotencyKey(key)).toBe(key);
  });

  test.each(['', ' ', ' a', 'a ', 'x'.repeat(256), 'a\u0001b', 'ü'])('%j is refused', (key) => {
    expect(() => parseIdempotencyKey(key)).toThrow(DocketError);
  });

  test('none is none', () => {
    expect(parseIdempotencyKey(undefined)).toBeNull();
  });
});
