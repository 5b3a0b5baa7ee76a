import { ContestError } from '@docket/contest/errors';
import { formatOf } from '@docket/contest/formats';
import { DocketError } from '@docket/contracts/errors';

type Times = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly freezesAt: Date | null;
  readonly durationMinutes: number | null;
};

/** What is said at each of the fields that do not fit together. */
function wrong(fields: Readonly<Record<string, string>>): DocketError {
  const list = Object.entries(fields).map(([field, message]) => ({ path: `body.${field}`, message }));
  return new DocketError(
    'contest_times',
    list.map(({ path, message }) => `${path.slice(5)} ${message}`).join('; ') + '.',
    {
      fields: list,
    },
  );
}

/** A contest ends after it has begun, freezes in between, and a window of one's own fits in. @throws DocketError `contest_times` */
export function checkTimes({ startsAt, endsAt, freezesAt, durationMinutes }: Times): void {
  const [start, end] = [startsAt.toISOString(), endsAt.toISOString()];
  if (endsAt <= startsAt)
    throw wrong({ startsAt: `must be before endsAt (${end})`, endsAt: `must be after startsAt (${start})` });
  if (durationMinutes !== null) {
    const span = Math.floor((endsAt.getTime() - startsAt.getTime()) / 60_000);
    if (durationMinutes > span)
      throw wrong({ durationMinutes: `must not be more than the ${span} minutes between startsAt and endsAt` });
    // Windows end at different times: no moment is the same contest time for two.
    if (freezesAt !== null) throw wrong({ freezesAt: 'must be left out where everybody has a window of their own' });
  }
  if (freezesAt !== null && (freezesAt <= startsAt || freezesAt >= endsAt))
    throw wrong({ freezesAt: `must be between startsAt (${start}) and endsAt (${end})` });
}

/**
 * A format and its options.
 * @returns late for how many milliseconds after their own end something is still taken from people; null: until the contest is final
 * @throws DocketError `contest_options` for a format that there is not, or options that it has not
 */
export function checkFormat(
  format: string,
  options: Readonly<Record<string, unknown>>,
): { readonly late: number | null } {
  try {
    return { late: formatOf({ format, options }).late };
  } catch (error) {
    if (!(error instanceof ContestError)) throw error;
    const path = error.code === 'contest_format_unknown' ? 'body.format' : 'body.options';
    throw new DocketError('contest_options', error.message, { fields: [{ path, message: error.message }] });
  }
}
