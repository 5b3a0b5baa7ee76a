import { decimalToMinor } from '@docket/contracts/money/currency';
import { classesOf, type ClassDraft } from './price-classes.ts';
import { readTimes, startsOf } from './show-times.ts';

/** Shows as they are typed in: one title, one hall, some days, some times a day. */
type NewShows = {
  readonly hallId: string;
  readonly title: string;
  readonly date: string;
  readonly days: string;
  readonly times: string;
  readonly currency: string;
  /** By zone, as decimals. */
  readonly prices: Readonly<Record<string, string>>;
  readonly classes: readonly ClassDraft[];
  readonly seatsPerUser: string;
  /** By the clock of whoever types; empty: at once. */
  readonly saleOpensAt: string;
  readonly waitingRoom: boolean;
};

export const NO_PRICES: NewShows['prices'] = {};

/** What is sent for a draft, as far as it can be read. */
export function showsOf(draft: NewShows) {
  const { hallId, title, currency, waitingRoom, saleOpensAt } = draft;
  const prices = Object.fromEntries(
    Object.entries(draft.prices).map(([zone, price]) => [zone, decimalToMinor(price, currency)]),
  );
  return {
    shows: startsOf(draft.date, Number(draft.days), readTimes(draft.times) ?? []).map((startsAt) => ({
      hallId,
      title,
      startsAt,
      prices,
      classes: classesOf(draft.classes, draft.prices, currency),
      currency,
      seatsPerUser: Number(draft.seatsPerUser),
      waitingRoom,
      ...(saleOpensAt === '' ? {} : { saleOpensAt: new Date(saleOpensAt).toISOString() }),
    })),
  };
}

/** What is wrong with a draft that what is sent does not show, by field. */
export function wrongIn(draft: NewShows, zones: readonly { readonly id: string }[]): Readonly<Record<string, string>> {
  const wrong: Record<string, string> = {};
  if (draft.title === '') wrong['title'] = 'Choose a title';
  if (startsOf(draft.date, 1, ['00:00']).length === 0) wrong['date'] = 'Choose a day';
  if (readTimes(draft.times) === undefined) wrong['times'] = 'Write times as 14:00, 18:30';
  for (const { id } of zones) {
    if (decimalToMinor(draft.prices[id] ?? '', draft.currency) === undefined)
      wrong[`prices.${id}`] = 'An amount, such as 12.50';
  }
  return wrong;
}
