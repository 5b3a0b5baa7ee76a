import { createHash } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import type { CcsFold, Place } from './fold.ts';
import type { CcsView } from './view.ts';

const LETTER: Readonly<Record<CcsView['kind'], string>> = { public: 'p', team: 't', jury: 'j' };

/** Whose feed of which contest it is. */
function feedOf(contestId: string, view: CcsView): string {
  const text = `${contestId} ${view.kind === 'team' ? view.team : ''}`;
  return `${LETTER[view.kind]}${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}

/** Where a reader of the feed is, as text. It counts what this reader was told and nothing else. */
export function tokenOf(contestId: string, view: CcsView, { all, own }: Place): string {
  return `${feedOf(contestId, view)}.${all}.${own}`;
}

/** @throws DocketError `invalid_request` for a token of another feed, or of something that has not been yet */
export function placeOf(contestId: string, fold: CcsFold, view: CcsView, token: string): Place {
  const [, feed, all = '', own = ''] = /^([ptj][0-9a-f]{8})\.(\d{1,9})\.(\d{1,9})$/.exec(token) ?? [];
  const place = { all: Number(all), own: Number(own) };
  const now = fold.place(view);
  if (feed !== feedOf(contestId, view) || place.all > now.all || place.own > now.own)
    throw new DocketError(
      'invalid_request',
      'since_token: there is no such place in this feed. Read it from its beginning.',
    );
  return place;
}
