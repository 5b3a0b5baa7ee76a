import type { Words } from '@docket/contracts/notification/kind';
import { formatMoney } from '../../lib/money.ts';
import { clockIn, dayIn } from '../../lib/zoned.ts';

/** The reader's own zone. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const words: Words = {
  time: (at, zone = HERE) => `${dayIn(zone, at)} at ${clockIn(zone, at)}`,
  money: formatMoney,
};
