import { DocketError } from '@docket/contracts/errors';

export function slugTaken(what: string, slug: string): DocketError {
  return new DocketError('slug_taken', `There is a ${what} with the slug ${slug} already. Choose another.`, {
    fields: [{ path: 'body.slug', message: 'is in use' }],
  });
}
