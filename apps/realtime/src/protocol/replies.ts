import type { ErrorReply } from './codes.ts';
import { textFrame } from './wire.ts';

/** What a subscription begins with. Publications are finished JSON, so that event data is never parsed here. */
export type SubscribeResult = {
  readonly epoch: string;
  /** The client's own offset when recovered (the publications move it), else the channel's top. */
  readonly offset: number;
  readonly wasRecovering: boolean;
  readonly recovered: boolean;
  readonly publications: readonly string[];
};

export type ConnectResult = {
  readonly client: string;
  readonly node: string;
  /** Where commands come as requests of their own: which connection they are of. */
  readonly session?: string;
  /** Seconds until the token expires. */
  readonly ttl: number;
  /** Seconds between pings. */
  readonly ping: number;
  readonly subs: Readonly<Record<string, SubscribeResult>>;
};

/** A ping of the server: an empty reply. */
export const PING_FRAME = textFrame(Buffer.from('{}'));

export function encodePublication(offset: number, json: string): string {
  return `{"data":${json},"offset":${offset}}`;
}

/** A publication as the gateway pushes it; the publish script builds the same bytes. */
export function encodePush(channel: string, publication: string): Buffer {
  return textFrame(Buffer.from(`{"push":{"channel":${JSON.stringify(channel)},"pub":${publication}}}`));
}

function encodeSubscribe(result: SubscribeResult): string {
  const { epoch, offset, wasRecovering, recovered, publications } = result;
  const recovery = wasRecovering ? `,"was_recovering":true,"recovered":${recovered}` : '';
  const missed = publications.length === 0 ? '' : `,"publications":[${publications.join(',')}]`;
  return `{"recoverable":true,"positioned":true,"epoch":${JSON.stringify(epoch)},"offset":${offset}${recovery}${missed}}`;
}

export function encodeConnectReply(id: number, result: ConnectResult): string {
  const { subs, client, node, session, ttl, ping } = result;
  const channels = Object.entries(subs).map(([channel, sub]) => `${JSON.stringify(channel)}:${encodeSubscribe(sub)}`);
  const own = session === undefined ? '' : `,"session":${JSON.stringify(session)}`;
  const head = `"client":${JSON.stringify(client)},"version":"docket","node":${JSON.stringify(node)}${own}`;
  return `{"id":${id},"connect":{${head},"expires":true,"ttl":${ttl},"ping":${ping},"pong":true,"subs":{${channels.join(',')}}}}`;
}

export function encodeSubscribeReply(id: number, result: SubscribeResult): string {
  return `{"id":${id},"subscribe":${encodeSubscribe(result)}}`;
}

export function encodeUnsubscribeReply(id: number): string {
  return `{"id":${id},"unsubscribe":{}}`;
}

export function encodeRefreshReply(id: number, ttl: number): string {
  return JSON.stringify({ id, refresh: { expires: true, ttl } });
}

export function encodeHistoryReply(
  id: number,
  { publications, epoch, offset }: { publications: readonly string[]; epoch: string; offset: number },
): string {
  return `{"id":${id},"history":{"publications":[${publications.join(',')}],"epoch":${JSON.stringify(epoch)},"offset":${offset}}}`;
}

export function encodePresenceReply(id: number, present: readonly { client: string; user: string }[]): string {
  return JSON.stringify({ id, presence: { presence: Object.fromEntries(present.map((one) => [one.client, one])) } });
}

export function encodePresenceStatsReply(id: number, present: readonly { user: string }[]): string {
  const users = new Set(present.map(({ user }) => user));
  return JSON.stringify({ id, presence_stats: { num_clients: present.length, num_users: users.size } });
}

export function encodeError(id: number, error: ErrorReply): string {
  return JSON.stringify({ id, error });
}
