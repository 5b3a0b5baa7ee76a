/** The gateway's side of the Centrifugo client protocol in its JSON form (docs/realtime.md), as far as this client looks at it. */

/** A place in a channel: after the publication with this offset, counted in this epoch. */
export type Position = { readonly epoch: string; readonly offset: number };

export type Publication = { readonly data: unknown; readonly offset: number };

/** What a subscription begins with. */
export type Subscribed = {
  readonly epoch: string;
  readonly offset: number;
  readonly wasRecovering: boolean;
  readonly recovered: boolean;
  readonly publications: readonly Publication[];
};

export type Connected = {
  /** Seconds until the token has to be replaced; undefined where it does not end. */
  readonly ttl: number | undefined;
  /** Seconds between the server's pings; 0 where it sends none. */
  readonly ping: number;
  /** Names of the connection, where commands are not sent on it, and of its gateway. */
  readonly session: string;
  readonly node: string;
  readonly subs: ReadonlyMap<string, Subscribed>;
};

/** An error reply; `temporary` ones may be tried again. */
export type Refusal = { readonly code: number; readonly message: string; readonly temporary: boolean };

export const TOKEN_EXPIRED = 109;

export type Message =
  | { readonly kind: 'ping' }
  | { readonly kind: 'refused'; readonly id: number; readonly refusal: Refusal }
  | { readonly kind: 'connected'; readonly id: number; readonly connected: Connected }
  | { readonly kind: 'subscribed'; readonly id: number; readonly subscribed: Subscribed }
  | { readonly kind: 'refreshed'; readonly id: number; readonly ttl: number | undefined }
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'publication'; readonly channel: string; readonly publication: Publication }
  | { readonly kind: 'unsubscribed'; readonly channel: string }
  | { readonly kind: 'disconnect'; readonly code: number; readonly reason: string };

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields | undefined {
  // JSON gives no other kind of object.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

function publicationOf(value: unknown): Publication {
  const { data, offset } = fields(value) ?? {};
  return { data, offset: number(offset) };
}

function subscribedOf(value: unknown): Subscribed {
  const sub = fields(value) ?? {};
  const { publications } = sub;
  return {
    epoch: text(sub['epoch']),
    offset: number(sub['offset']),
    wasRecovering: sub['was_recovering'] === true,
    recovered: sub['recovered'] === true,
    publications: Array.isArray(publications) ? publications.map(publicationOf) : [],
  };
}

function ttlOf({ expires, ttl }: Fields): number | undefined {
  return expires === true ? Math.max(1, number(ttl)) : undefined;
}

function connectedOf(connect: Fields): Connected {
  const subs = Object.entries(fields(connect['subs']) ?? {});
  return {
    ttl: ttlOf(connect),
    ping: number(connect['ping']),
    session: text(connect['session']),
    node: text(connect['node']),
    subs: new Map(subs.map(([channel, sub]) => [channel, subscribedOf(sub)])),
  };
}

function pushOf(push: Fields): Message | undefined {
  const channel = text(push['channel']);
  const { pub, unsubscribe, disconnect } = push;
  if (pub !== undefined) return { kind: 'publication', channel, publication: publicationOf(pub) };
  if (unsubscribe !== undefined) return { kind: 'unsubscribed', channel };
  const end = fields(disconnect);
  return end && { kind: 'disconnect', code: number(end['code']), reason: text(end['reason']) };
}

function messageOf(value: unknown): Message | undefined {
  const reply = fields(value);
  if (reply === undefined) return undefined;
  const push = fields(reply['push']);
  if (push !== undefined) return pushOf(push);
  const id = number(reply['id']);
  if (id === 0) return Object.keys(reply).length === 0 ? { kind: 'ping' } : undefined;
  const error = fields(reply['error']);
  if (error !== undefined) {
    const { code, message, temporary } = error;
    const refusal = { code: number(code), message: text(message), temporary: temporary === true };
    return { kind: 'refused', id, refusal };
  }
  const connect = fields(reply['connect']);
  if (connect !== undefined) return { kind: 'connected', id, connected: connectedOf(connect) };
  const { subscribe } = reply;
  if (subscribe !== undefined) return { kind: 'subscribed', id, subscribed: subscribedOf(subscribe) };
  const refresh = fields(reply['refresh']);
  return refresh === undefined ? { kind: 'done', id } : { kind: 'refreshed', id, ttl: ttlOf(refresh) };
}

/** The messages of a frame: JSON separated by newlines. What is not understood is left out, as a newer server's. @throws SyntaxError */
export function readFrame(frame: string): Message[] {
  return frame
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => messageOf(JSON.parse(line)))
    .filter((message) => message !== undefined);
}

/** Positions as the connect and subscribe commands carry them. */
export function since(position: Position | undefined): object {
  return position === undefined ? {} : { recover: true, epoch: position.epoch, offset: position.offset };
}
