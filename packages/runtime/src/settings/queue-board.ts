import { ownOrInherited, realtimeSecret, secret } from './secrets.ts';
import { settledSlice, type SettingsOf } from './slice.ts';

const own = secret("the secret of the queue board's cookie");

export const queueBoardSlice = settledSlice(
  { QUEUE_BOARD_SECRET: own, REALTIME_JWT_SECRET: realtimeSecret },
  (values) => ({
    QUEUE_BOARD_SECRET: ownOrInherited(
      'QUEUE_BOARD_SECRET',
      own,
      values.QUEUE_BOARD_SECRET,
      values.REALTIME_JWT_SECRET,
    ),
  }),
);
export type QueueBoardSettings = SettingsOf<typeof queueBoardSlice>;
