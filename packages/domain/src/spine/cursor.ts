import type { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';

/**
 * An opaque place in a sorted list: the key values of the last row seen.
 * Not a secret and not signed; whatever a client makes up is parsed like any input.
 */
export function encodeCursor(place: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
}

/** Reads a cursor of `encodeCursor`. @throws DocketError `invalid_request` when it does not fit the schema of this list. */
export function decodeCursor<Place extends z.ZodType>(schema: Place, cursor: string): z.output<Place> {
  const parsed = schema.safeParse(parse(cursor));
  if (parsed.success) return parsed.data;
  throw new DocketError(
    'invalid_request',
    'The cursor does not belong to this list. Start again without one, or keep the sort it was given for.',
    {
      fields: [{ path: 'query.cursor', message: 'send back meta.nextCursor of the page before, unchanged' }],
    },
  );
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
