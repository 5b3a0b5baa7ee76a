import { neverWords, readLocalTime, type LocalTime } from '@docket/contracts/time/local-time';

/** Another time for a show as it is typed, by the clocks of its city. */
export type MoveDraft = {
  readonly date: string;
  readonly time: string;
  /** Of a time that the clocks show twice: `0` the first, `1` the second. */
  readonly fold: string;
  readonly minutes: string;
};

/** What the clocks of the city make of it; undefined while day or time are not whole. */
export function readMove({ date, time }: Pick<MoveDraft, 'date' | 'time'>, timezone: string): LocalTime | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(time)) return undefined;
  return readLocalTime(`${date}T${time}`, timezone);
}

/** What is sent for a draft, as far as it can be read. */
export function moveOf(draft: MoveDraft, timezone: string) {
  const read = readMove(draft, timezone);
  const minutes = draft.minutes === '' ? undefined : Number(draft.minutes);
  switch (read?.kind) {
    case 'once':
      return { startsAt: read.at, minutes };
    case 'twice':
      return { startsAt: (draft.fold === '1' ? read.second : read.first).at, minutes };
    case 'never':
    case undefined:
      return { minutes };
    default:
      return read satisfies never;
  }
}

/** What is wrong with a draft that what is sent does not show, by field. */
export function wrongInMove(draft: MoveDraft, timezone: string): Readonly<Record<string, string>> {
  const read = readMove(draft, timezone);
  const words = read?.kind === 'never' ? neverWords(`${draft.date}T${draft.time}`, read) : undefined;
  return {
    ...(draft.date === '' ? { date: 'Choose a day' } : {}),
    ...(draft.time === '' ? { time: 'Choose a time' } : {}),
    ...(words === undefined ? {} : { time: words }),
    ...(draft.minutes === '' ? { minutes: 'Fill this in' } : {}),
  };
}
