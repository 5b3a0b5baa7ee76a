import { rowKey, type PlanArea, type PlanSeat } from '@docket/contracts/catalog/seat';

/** Seats that are to be kept back of new shows, as they are typed in. */
export type HouseDraft = {
  /** Labels and ranges: `A1-A8, C12`. */
  readonly seats: string;
  /** Places by standing area. */
  readonly places: Readonly<Record<string, string>>;
  readonly reason: string;
  /** Hours before the show; empty: until somebody releases them. */
  readonly hours: string;
};

export const NEW_HOUSE: HouseDraft = { seats: '', places: {}, reason: '', hours: '' };
export const NO_HOUSE: readonly HouseDraft[] = [];

/** What of a hall's plan is needed to read them. */
export type HousePlan = {
  readonly seats: readonly Pick<PlanSeat, 'label' | 'section' | 'row' | 'number' | 'column'>[];
  readonly areas: readonly Pick<PlanArea, 'area' | 'name' | 'places'>[];
};

type Seat = HousePlan['seats'][number];

/**
 * Labels that a text names, and the parts of it that name none. A range goes from seat to seat of one row: `A1-A8`, or `A1-8`. Parts are
 * divided by commas, or by blanks as bookings show their seats; a label may have blanks of its own, so that the whole is looked for first.
 */
export function readSeats(
  text: string,
  seats: readonly Seat[],
): { readonly labels: readonly string[]; readonly unknown: readonly string[] } {
  const fold = (label: string): string => label.normalize('NFC').trim().toLowerCase();
  const byLabel = new Map(seats.map((seat) => [fold(seat.label), seat]));
  const seatsOf = (part: string): readonly Seat[] => {
    const one = byLabel.get(fold(part));
    return one === undefined ? rangeOf(part, seats, (label) => byLabel.get(fold(label))) : [one];
  };
  const labels = new Set<string>();
  const unknown: string[] = [];
  for (const part of text.split(/[,;\n]/).map((each) => each.trim())) {
    if (part === '') continue;
    const whole = seatsOf(part);
    const words = part.split(/\s+/);
    const byWord = whole.length > 0 ? [] : words.map(seatsOf);
    // As long as no word is a seat, the part is named as it was typed.
    if (whole.length === 0 && byWord.every(({ length }) => length === 0)) unknown.push(part);
    else unknown.push(...words.filter((_, at) => byWord[at]?.length === 0));
    for (const { label } of [...whole, ...byWord.flat()]) labels.add(label);
  }
  return { labels: [...labels], unknown };
}

/** The seats of a range; none where it is no range of one row. Labels may have dashes of their own, so each is tried as the one between. */
function rangeOf(part: string, seats: readonly Seat[], find: (label: string) => Seat | undefined): readonly Seat[] {
  for (const { index } of part.matchAll(/[-–—]/g)) {
    const from = find(part.slice(0, index));
    if (from === undefined) continue;
    const row = seats.filter((seat) => rowKey(seat) === rowKey(from));
    const last = part.slice(index + 1).trim();
    const to = find(last) ?? row.find(({ number }) => number === last);
    if (to === undefined || rowKey(to) !== rowKey(from)) continue;
    const [low, high] = [Math.min(from.column, to.column), Math.max(from.column, to.column)];
    return row.filter(({ column }) => column >= low && column <= high);
  }
  return [];
}

/** How seats of this hall are written, for whoever has to: a range and a single one, such as `A1-A3, B1`; empty for a hall without seats. */
export function seatsExample(seats: readonly Seat[]): string {
  const rows = [...Map.groupBy(seats, rowKey).values()];
  const long = rows.find(({ length }) => length >= 3) ?? rows[0];
  const [from, , to] = (long ?? []).toSorted((a, b) => a.column - b.column);
  const other = rows.find((row) => row !== long)?.[0];
  const range = from !== undefined && to !== undefined ? `${from.label}-${to.label}` : from?.label;
  return [range, other?.label].filter((part) => part !== undefined).join(', ');
}

/** What is sent for them. */
export function houseOf(drafts: readonly HouseDraft[], plan: HousePlan | undefined) {
  return drafts.map(({ seats, places, reason, hours }) => ({
    seats: [...readSeats(seats, plan?.seats ?? []).labels],
    places: Object.entries(places)
      .filter(([, count]) => count.trim() !== '' && Number(count) !== 0)
      .map(([area, count]) => ({ area, count: Number(count) })),
    reason: reason.trim(),
    ...(hours.trim() === '' ? {} : { releaseMinutes: minutesOf(hours) }),
  }));
}

function minutesOf(hours: string): number {
  return Math.round(Number(hours.trim().replace(',', '.')) * 60);
}

/** What is wrong with drafts, by field. */
export function wrongInHouse(
  drafts: readonly HouseDraft[],
  plan: HousePlan | undefined,
): Readonly<Record<string, string>> {
  const wrong: Record<string, string> = {};
  for (const [at, draft] of drafts.entries()) {
    const { unknown } = readSeats(draft.seats, plan?.seats ?? []);
    if (unknown.length > 0)
      wrong[`house.${at}.seats`] =
        `Not in this hall: ${unknown.slice(0, 5).join(', ')}. Write seats as on the plan, such as ${seatsExample(plan?.seats ?? [])}`;
    for (const { area, places } of plan?.areas ?? []) {
      const count = Number(draft.places[area] ?? '');
      if (!Number.isInteger(count) || count < 0 || count > places)
        wrong[`house.${at}.places.${area}`] = `A whole number, at most ${places}`;
    }
    if (draft.reason.trim() === '') wrong[`house.${at}.reason`] = 'Say for whom, or why';
    if (draft.hours.trim() !== '' && !(minutesOf(draft.hours) >= 0))
      wrong[`house.${at}.releaseMinutes`] = 'A number of hours';
  }
  return wrong;
}
