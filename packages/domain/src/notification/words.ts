import { minorToDecimal } from '@docket/contracts/money/currency';
import type { Words } from '@docket/contracts/notification/kind';

/** Where a reader cannot be asked for their zone: what has no zone of its own is told in UTC, and says so. */
export const plainWords: Words = {
  time: (at, zone = 'UTC') =>
    new Intl.DateTimeFormat('en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: zone,
      ...(zone === 'UTC' && { timeZoneName: 'short' }),
    }).format(new Date(at)),
  money: (minor, currency) => `${currency} ${minorToDecimal(minor, currency)}`,
};
