import type { StreamReader } from '@docket/queue/publish/reader';
import type { Logger } from '@docket/runtime/logger';
import type { AccessList } from '../access-list.ts';
import type { RecoveryOptions } from '../hub/recovery.ts';
import type { RealtimeMetrics } from '../metrics.ts';
import type { Presence } from '../presence.ts';
import type { Settings } from '../settings.ts';
import type { Rate } from '../token-bucket.ts';
import type { VerifyToken } from '../token.ts';
import type { Users } from '../users.ts';
import type { Connection } from './connection.ts';

/** What connections share. */
export type ConnectionContext = RecoveryOptions & {
  readonly settings: Settings;
  readonly verify: VerifyToken;
  readonly access: Pick<AccessList, 'standingOf'>;
  readonly users: Users;
  /** Commands of one connection. */
  readonly commandRate: Rate;
  readonly reader: StreamReader;
  readonly presence: Presence;
  readonly metrics: RealtimeMetrics;
  readonly log: Logger;
  /** Name of this gateway, told to clients. */
  readonly node: string;
  /** Ends a connection of the user whose peer is gone, if there is one; true when that made room for another. */
  readonly makeRoom: (userId: string) => Promise<boolean>;
  /** The connection finished its connect command. */
  readonly onReady: (connection: Connection) => void;
  /** The connection does not keep up; `relieve` is to be called until it does. */
  readonly onSlow: (connection: Connection) => void;
  readonly onClosed: (connection: Connection, code: number) => void;
};
