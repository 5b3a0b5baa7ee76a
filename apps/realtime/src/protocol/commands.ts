/** Where a client says it was in a channel. */
export type Position = { readonly epoch: string; readonly offset: number };

export type HistoryRequest = {
  readonly since: Position | undefined;
  /** 0: the position alone; below 0: as much as there is. */
  readonly limit: number;
  readonly reverse: boolean;
};

export type Command =
  | { readonly kind: 'pong' }
  | {
      readonly kind: 'connect';
      readonly id: number;
      readonly token: string;
      readonly recover: ReadonlyMap<string, Position>;
    }
  | {
      readonly kind: 'subscribe';
      readonly id: number;
      readonly channel: string;
      readonly since: Position | undefined;
      readonly rejectUnrecovered: boolean;
    }
  | { readonly kind: 'unsubscribe'; readonly id: number; readonly channel: string }
  | { readonly kind: 'refresh'; readonly id: number; readonly token: string }
  | { readonly kind: 'presence' | 'presence_stats'; readonly id: number; readonly channel: string }
  | ({ readonly kind: 'history'; readonly id: number; readonly channel: string } & HistoryRequest)
  /** A command with a field that cannot be: answered with 107. */
  | { readonly kind: 'wrong'; readonly id: number }
  /** Part of the protocol, but nothing this gateway offers: answered with 108. */
  | { readonly kind: 'unavailable'; readonly id: number }
  | { readonly kind: 'unknown'; readonly id: number };

const unavailable = ['publish', 'rpc', 'send', 'sub_refresh'] as const;
const FLAG_REJECT_UNRECOVERED = 2;

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields | undefined {
  // Checked to be a plain object; JSON gives no other kind.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function position(request: Fields): Position | undefined {
  return request['recover'] === true ? place(request) : undefined;
}

function place(request: Fields): Position | undefined {
  const offset = request['offset'] ?? 0;
  const valid = typeof offset === 'number' && Number.isSafeInteger(offset) && offset >= 0;
  return valid ? { epoch: text(request['epoch']), offset } : undefined;
}

function parseConnect(id: number, request: Fields): Command {
  const recover = new Map<string, Position>();
  for (const [channel, sub] of Object.entries(fields(request['subs']) ?? {})) {
    const since = position(fields(sub) ?? {});
    if (since !== undefined) recover.set(channel, since);
  }
  return { kind: 'connect', id, token: text(request['token']), recover };
}

function parseSubscribe(id: number, request: Fields): Command {
  // The protocol knows other kinds of subscription than to a stream of publications; this gateway does not.
  const type = request['type'] ?? 0;
  if (type !== 0) return { kind: typeof type === 'number' ? 'unavailable' : 'wrong', id };
  const flag = request['flag'];
  const rejectUnrecovered = typeof flag === 'number' && (flag & FLAG_REJECT_UNRECOVERED) !== 0;
  return { kind: 'subscribe', id, channel: text(request['channel']), since: position(request), rejectUnrecovered };
}

function parseHistory(id: number, request: Fields): Command {
  const { limit = 0, since, reverse = false } = request;
  const from = since === undefined || since === null ? undefined : place(fields(since) ?? { offset: -1 });
  const isRight = typeof limit === 'number' && Number.isSafeInteger(limit) && typeof reverse === 'boolean';
  if (!isRight || (since !== undefined && since !== null && from === undefined)) return { kind: 'wrong', id };
  return { kind: 'history', id, channel: text(request['channel']), since: from, limit, reverse };
}

function parseCommand(value: unknown): Command | undefined {
  const command = fields(value);
  if (command === undefined) return undefined;
  const id = typeof command['id'] === 'number' && Number.isSafeInteger(command['id']) ? command['id'] : 0;
  if (id === 0 && Object.keys(command).length === 0) return { kind: 'pong' };
  const connect = fields(command['connect']);
  if (connect !== undefined) return parseConnect(id, connect);
  const subscribe = fields(command['subscribe']);
  if (subscribe !== undefined) return parseSubscribe(id, subscribe);
  const unsubscribe = fields(command['unsubscribe']);
  if (unsubscribe !== undefined) return { kind: 'unsubscribe', id, channel: text(unsubscribe['channel']) };
  const refresh = fields(command['refresh']);
  if (refresh !== undefined) return { kind: 'refresh', id, token: text(refresh['token']) };
  const history = fields(command['history']);
  if (history !== undefined) return parseHistory(id, history);
  for (const kind of ['presence', 'presence_stats'] as const) {
    const request = fields(command[kind]);
    if (request !== undefined) return { kind, id, channel: text(request['channel']) };
  }
  return { kind: unavailable.some((name) => name in command) ? 'unavailable' : 'unknown', id };
}

/** Reads a frame: commands separated by newlines. Undefined when any of them is not an object in JSON. */
export function parseFrame(frame: string): Command[] | undefined {
  if (frame === '{}') return [{ kind: 'pong' }];
  const commands: Command[] = [];
  for (const line of frame.split('\n')) {
    if (line === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return undefined;
    }
    const command = parseCommand(value);
    if (command === undefined) return undefined;
    commands.push(command);
  }
  return commands;
}
