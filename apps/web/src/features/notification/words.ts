import type { Words } from '@docket/contracts/notification/kind';
import { formatMoney } from '../../lib/money.ts';
import { clockIn, dayIn, VIEWER_ZONE } from '../../lib/zoned.ts';

export const words: Words = {
  time: (at, zone = VIEWER_ZONE) => `${dayIn(zone, at)} at ${clockIn(zone, at)}`,
  money: formatMoney,
};
