import { DocketError } from '@docket/contracts/errors';
import { isTaken } from '@docket/db/taken';

/** What the database refused a new row for, as people are told: its slug is in use. Anything else is thrown on. */
export function slugTaken(error: unknown, what: string, slug: string): DocketError {
  if (!isTaken(error)) throw error;
  return new DocketError('slug_taken', `There is a ${what} with the slug ${slug} already. Choose another.`, {
    fields: [{ path: 'body.slug', message: 'is in use' }],
  });
}
