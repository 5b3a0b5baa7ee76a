import { DocketError } from '@docket/contracts/errors';
import type { CcsFold, Place } from './fold.ts';
import type { CcsView } from './view.ts';

const LETTER: Readonly<Record<CcsView['kind'], string>> = { public: 'p', team: 't', jury: 'j' };

/** Where a reader of the feed is, as text. It counts what this reader was told and nothing else. */
export function tokenOf(view: CcsView, { all, own }: Place): string {
  return `${LETTER[view.kind]}${all}.${own}`;
}

/** @throws DocketError `invalid_request` for a token of another reader, or of something that has not been yet */
export function placeOf(fold: CcsFold, view: CcsView, token: string): Place {
  const [, letter, all = '', own = ''] = /^([ptj])(\d{1,9})\.(\d{1,9})$/.exec(token) ?? [];
  const place = { all: Number(all), own: Number(own) };
  const now = fold.place(view);
  if (letter !== LETTER[view.kind] || place.all > now.all || place.own > now.own)
    throw new DocketError(
      'invalid_request',
      'since_token: there is no such place in this feed. Read it from its beginning.',
    );
  return place;
}
