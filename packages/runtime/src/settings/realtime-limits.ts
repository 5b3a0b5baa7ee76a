import { z } from 'zod';
import { seconds } from './forms.ts';
import { ConfigError, settledSlice, type SettingsOf } from './slice.ts';

function atLeastOne(preset: number, what: string) {
  return {
    form: z.coerce.number().int().min(1).max(10_000_000).default(preset),
    expects: `give ${what} as a whole number, 1 or more, or unset it for ${preset}`,
  };
}

/** What a gateway allows its clients. */
const variables = {
  /** Where it is set and does not fit under the limit of open files, the gateway does not start. */
  REALTIME_MAX_CONNECTIONS: {
    form: z.coerce.number().int().min(1).max(10_000_000).optional(),
    expects:
      'give how many connections a gateway takes as a whole number, 1 or more, or unset it for 25000, or what open files allow',
  },
  REALTIME_USER_CONNECTIONS: atLeastOne(10, 'how many connections a user may have on a gateway'),
  REALTIME_CHANNELS: atLeastOne(128, 'how many channels a connection may have'),
  REALTIME_ACCEPTS_PER_SECOND: atLeastOne(100, 'how many connections an address may open a second'),
  REALTIME_ACCEPT_BURST: atLeastOne(500, 'how many connections an address may open at once'),
  /** A user may send twice as many over all connections. */
  REALTIME_COMMANDS_PER_SECOND: atLeastOne(32, 'how many commands a connection may send a second'),
  REALTIME_COMMAND_BURST: atLeastOne(256, 'how many commands a connection may send at once'),
  REALTIME_CONNECT_SECONDS: seconds(10, 0.1, 'how long a client may take to connect'),
  REALTIME_PING_SECONDS: seconds(
    25,
    1,
    'how often clients are pinged (shorter than proxies on the way keep silent connections)',
  ),
  REALTIME_PONG_SECONDS: seconds(8, 0.1, 'how long a client may take to answer a ping, less than the time between two'),
  REALTIME_BUFFER_KIB: atLeastOne(
    256,
    'how many KiB may wait for a slow reader before it is held back (four times as many, and it is closed)',
  ),
  REALTIME_DRAIN_SECONDS: seconds(20, 0, 'over how long a stop spreads the closing of connections'),
} as const;

export const realtimeLimitsSlice = settledSlice(variables, (limits) => {
  const { REALTIME_PING_SECONDS: ping, REALTIME_PONG_SECONDS: pong } = limits;
  if (pong < ping) return limits;
  throw new ConfigError([`REALTIME_PONG_SECONDS=${pong}: give less than REALTIME_PING_SECONDS, which is ${ping}`]);
});
export type RealtimeLimits = SettingsOf<typeof realtimeLimitsSlice>;
