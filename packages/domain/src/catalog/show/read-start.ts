import { DocketError } from '@docket/contracts/errors';
import { hasOffset, neverWords, readLocalTime } from '@docket/contracts/time/local-time';

type Asked = { readonly startsAt: string; readonly fold?: 0 | 1 | undefined };

/**
 * The moment at which a show begins: by an offset of its own, or by the clocks of its city. Of a time that these show twice it is the first, as in RFC 5545,
 * unless `fold` asks for the second.
 * @param path of the show in the body
 * @throws DocketError `invalid_request` for a time that the clocks leave out, with the nearest that there are
 */
export function readStart({ startsAt, fold = 0 }: Asked, timezone: string, path: string): Date {
  if (hasOffset(startsAt)) return new Date(startsAt);
  const read = readLocalTime(startsAt, timezone);
  switch (read.kind) {
    case 'once':
      return new Date(read.at);
    case 'twice':
      return new Date((fold === 1 ? read.second : read.first).at);
    case 'never': {
      const message = neverWords(startsAt, read);
      throw new DocketError('invalid_request', `${path}.startsAt: ${message}.`, {
        fields: [{ path: `${path}.startsAt`, message }],
      });
    }
    default:
      return read satisfies never;
  }
}
