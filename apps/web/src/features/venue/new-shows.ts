import { decimalToMinor } from '@docket/contracts/money/currency';
import { SHOWS_PER_REQUEST } from '@docket/contracts/http/show';
import { neverWords, readLocalTime } from '@docket/contracts/time/local-time';
import { VIEWER_ZONE } from '../../lib/zoned.ts';
import { houseOf, wrongInHouse, type HouseDraft, type HousePlan } from './house-wishes.ts';
import { classesOf, wrongInClasses, type ClassDraft } from './price-classes.ts';
import { readTimes, startsOf } from './show-times.ts';

/** Shows as they are typed in: one title, one hall, some days, some times a day. */
type NewShows = {
  readonly hallId: string;
  readonly title: string;
  readonly date: string;
  readonly days: string;
  readonly times: string;
  /** Of a time that the clocks show twice: `0` the first, `1` the second. */
  readonly fold: string;
  readonly currency: string;
  /** By zone, as decimals. */
  readonly prices: Readonly<Record<string, string>>;
  readonly classes: readonly ClassDraft[];
  readonly seatsPerUser: string;
  /** By the clock of whoever types; empty: at once. */
  readonly saleOpensAt: string;
  readonly waitingRoom: boolean;
  /** Before the start, until when bookings may be given back, and what share of the money then goes back, percent. */
  readonly backHours: string;
  readonly backPercent: string;
  /** How long the hall is taken; empty: as long as the title is. */
  readonly minutes: string;
  /** Kept back by the venue. */
  readonly house: readonly HouseDraft[];
};

/** Days in a row that one request may add. */
export const DAYS_MAX = 60;
export const NO_PRICES: NewShows['prices'] = {};

/** What is sent for a draft, as far as it can be read. `plan` is the hall's, once it is there. */
export function showsOf(draft: NewShows, plan?: HousePlan) {
  const { hallId, title, currency, waitingRoom, saleOpensAt } = draft;
  const prices = Object.fromEntries(
    Object.entries(draft.prices).map(([zone, price]) => [zone, decimalToMinor(price, currency)]),
  );
  return {
    shows: startsOf(draft.date, Number(draft.days), readTimes(draft.times) ?? []).map((startsAt) => ({
      hallId,
      title,
      startsAt,
      ...(draft.fold === '1' ? { fold: 1 as const } : {}),
      prices,
      classes: classesOf(draft.classes, draft.prices, currency),
      currency,
      seatsPerUser: Number(draft.seatsPerUser),
      waitingRoom,
      refund: { minutes: Math.round(Number(draft.backHours) * 60), percent: Number(draft.backPercent) },
      ...(draft.minutes === '' ? {} : { minutes: Number(draft.minutes) }),
      ...(draft.house.length === 0 ? {} : { house: houseOf(draft.house, plan) }),
      ...(saleOpensAt === '' ? {} : { saleOpensAt: new Date(saleOpensAt).toISOString() }),
    })),
  };
}

type Changes = {
  /** Why some of the times cannot be taken, for people. */
  readonly never: readonly string[];
  /** Those that come twice, with their offsets. */
  readonly twice: readonly { readonly local: string; readonly first: string; readonly second: string }[];
};

/** What the clocks of the city make of the times of a draft, where they are changed on one of its days. */
export function changesOf(draft: Pick<NewShows, 'date' | 'days' | 'times'>, timezone: string): Changes {
  const never: string[] = [];
  const twice: { local: string; first: string; second: string }[] = [];
  for (const local of startsOf(draft.date, Number(draft.days), readTimes(draft.times) ?? [])) {
    const read = readLocalTime(local, timezone);
    if (read.kind === 'never') never.push(neverWords(local, read));
    if (read.kind === 'twice') twice.push({ local, first: read.first.offset, second: read.second.offset });
  }
  return { never, twice };
}

/** The browser would take a time that its own clock leaves out for another one. */
function saleWords(local: string): string | undefined {
  if (local === '') return undefined;
  const read = readLocalTime(local, VIEWER_ZONE);
  return read.kind === 'never' ? neverWords(local, read) : undefined;
}

/** What is wrong with a draft that what is sent does not show, by field. */
export function wrongIn(
  draft: NewShows,
  plan: (HousePlan & { readonly zones: readonly { readonly id: string }[] }) | undefined,
  timezone: string,
): Readonly<Record<string, string>> {
  const wrong: Record<string, string> = { ...wrongInClasses(draft.classes), ...wrongInHouse(draft.house, plan) };
  if (draft.title === '') wrong['title'] = 'Choose a title';
  if (startsOf(draft.date, 1, ['00:00']).length === 0) wrong['date'] = 'Choose a day';
  const days = Number(draft.days);
  if (!Number.isInteger(days) || days < 1 || days > DAYS_MAX) wrong['days'] = `A whole number, 1 to ${DAYS_MAX}`;
  else if (showsOf(draft).shows.length > SHOWS_PER_REQUEST)
    wrong['days'] = `At most ${SHOWS_PER_REQUEST} shows at a time`;
  if (draft.currency === '') wrong['currency'] = 'Choose a currency';
  if (readTimes(draft.times) === undefined) wrong['times'] = 'Write times as 14:00, 18:30';
  const never = changesOf(draft, timezone).never[0];
  if (never !== undefined) wrong['times'] = never;
  const opens = saleWords(draft.saleOpensAt);
  if (opens !== undefined) wrong['saleOpensAt'] = opens;
  for (const { id } of plan?.zones ?? []) {
    if (decimalToMinor(draft.prices[id] ?? '', draft.currency) === undefined)
      wrong[`prices.${id}`] = 'An amount, such as 12.50';
  }
  return wrong;
}
