import type { RatingBand } from '@docket/contracts/contest/rating-bands';

/** The colour of a band. Its title stands beside it wherever it is used. */
export const BAND_TEXT: Record<RatingBand['name'], string> = {
  novice: 'text-muted',
  apprentice: 'text-ok',
  journeyman: 'text-note',
  expert: 'text-link',
  adept: 'text-crash',
  master: 'text-limit',
  grandmaster: 'text-bad',
};
