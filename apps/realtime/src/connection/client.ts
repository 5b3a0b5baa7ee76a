import type { Sink } from '../hub/subscription.ts';
import type { CloseName, ErrorReply } from '../protocol/codes.ts';
import type { TokenClaims } from '../token.ts';
import type { ConnectionContext } from './context.ts';
import type { Subscriptions } from './subscriptions.ts';

/** A connection as its commands see it. */
export type Client = Sink & {
  readonly context: ConnectionContext;
  readonly subscriptions: Subscriptions;
  readonly who: { readonly client: string; readonly user: string };
  /** Of the transport; empty where commands come on the connection itself. */
  readonly session: string;
  /** Empty until a connect command was taken up. */
  readonly userId: string;
  readonly role: string;
  /** Seconds until its token ends, at least one. */
  readonly ttl: number;
  readonly isClosed: boolean;
  /** Unsent bytes. */
  readonly bufferedBytes: number;
  send(reply: string): void;
  sendError(id: number, error: ErrorReply): void;
  close(name: CloseName): void;
  /** Whose it is from now on, and for how long. */
  adopt(claims: TokenClaims): void;
  /** A connect command was taken up: it is somebody's, and not yet ready. */
  beginConnect(claims: TokenClaims): void;
  /** The connect command came to its end; false when the client may send it again. */
  endConnect(connected: boolean): void;
  /** The client has been told that it is connected. */
  ready(): void;
};
