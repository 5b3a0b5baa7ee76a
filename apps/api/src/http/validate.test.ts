import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
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
