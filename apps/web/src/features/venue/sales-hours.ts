import type { ShowSales } from '@docket/contracts/http/chart';

const HOUR = 3_600_000;
/** Columns of a chart at most; a longer sale is told by the day. */
const MOST = 72;

export type SalesStep = { readonly at: number; seats: number; takingsMinor: number };

/** Every hour from the first sale to the last, also those without any; of more than three days, steps of several hours. */
export function stepsOf(hours: ShowSales['hours']): { readonly hoursEach: number; readonly steps: SalesStep[] } {
  const [first, last] = [hours[0], hours.at(-1)];
  if (first === undefined || last === undefined) return { hoursEach: 1, steps: [] };
  const from = Date.parse(first.at);
  const count = Math.round((Date.parse(last.at) - from) / HOUR) + 1;
  const hoursEach = [1, 3, 6, 12, 24].find((each) => Math.ceil(count / each) <= MOST) ?? 24;
  const steps = Array.from({ length: Math.ceil(count / hoursEach) }, (_, index) => ({
    at: from + index * hoursEach * HOUR,
    seats: 0,
    takingsMinor: 0,
  }));
  for (const { at, seats, takingsMinor } of hours) {
    const step = steps[Math.floor(Math.round((Date.parse(at) - from) / HOUR) / hoursEach)];
    if (step === undefined) continue;
    step.seats += seats;
    step.takingsMinor += takingsMinor;
  }
  return { hoursEach, steps };
}

/** What was paid for a show in all, after price classes and vouchers; minor units. */
export function takingsOf({ hours, earlier }: Pick<ShowSales, 'hours' | 'earlier'>): number {
  return hours.reduce((sum, { takingsMinor }) => sum + takingsMinor, earlier.takingsMinor);
}
