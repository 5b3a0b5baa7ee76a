import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import { decodeCursor, encodeCursor } from './cursor.ts';

const place = z.object({ title: z.string(), share: z.number() });

describe('cursors', () => {
  test('give back every key exactly', () => {
    fc.assert(
      fc.property(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), (title, share) => {
        // JSON has no negative zero; as a sort key both zeros are one.
        expect(decodeCursor(place, encodeCursor({ title, share }))).toEqual({ title, share: share === 0 ? 0 : share });
      }),
    );
  });

  test('are refused when they are made up or of another list', () => {
    for (const cursor of [
      '',
      'x',
      '{}',
      encodeCursor({ title: 'a' }),
      encodeCursor({ title: 'a', share: 'b' }),
      Buffer.from('null').toString('base64url'),
    ]) {
      expect(() => decodeCursor(place, cursor)).toThrow(DocketError);
    }
  });
});
