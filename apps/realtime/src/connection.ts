import { userChannel } from '@docket/contracts/events/envelope';
import type { StreamReader } from '@docket/queue/publish/reader';
import type { Logger } from '@docket/runtime/logger';
import type { AccessChanged } from '@docket/contracts/events/identity';
import type { AccessList } from './access-list.ts';
import { accessTo, maySeePresence } from './channels.ts';
import { readHistory } from './history.ts';
import { HubUnavailableError } from './hub/hub.ts';
import { recover, type RecoveryOptions, type Start } from './hub/recovery.ts';
import type { Sink, Subscription } from './hub/subscription.ts';
import type { RealtimeMetrics } from './metrics.ts';
import { closes, errors, type CloseName, type ErrorReply } from './protocol/codes.ts';
import { parseFrame, type Command, type Position } from './protocol/commands.ts';
import { heard, hearsPush, type Only } from './only.ts';
import type { Presence } from './presence.ts';
import {
  PING_FRAME,
  encodeConnectReply,
  encodeError,
  encodeHistoryReply,
  encodePresenceReply,
  encodePresenceStatsReply,
  encodeRefreshReply,
  encodeSubscribeReply,
  encodeUnsubscribeReply,
} from './protocol/replies.ts';
import { textFrame } from './protocol/wire.ts';
import type { Settings } from './settings.ts';
import type { TokenClaims, VerifyToken } from './token.ts';
import { TokenBucket, type Rate } from './token-bucket.ts';
import type { Receiver, Transport } from './transport/transport.ts';
import type { Users } from './users.ts';

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

/** Commands waiting while one is worked on: a page's subscriptions all arrive with the connect. */
const QUEUE_LIMIT = 512;

type Query = Extract<Command, { kind: 'history' | 'presence' | 'presence_stats' }>;

const NONE = new Map<string, never>();

let counter = 0;

/** One client: its commands in order, its subscriptions, and its end. */
export class Connection implements Sink, Receiver {
  readonly #context: ConnectionContext;
  readonly #transport: Transport;
  readonly #bucket: TokenBucket;
  /** The personal channel's. Most connections have no other, so the map comes with the first. */
  #own: Subscription | undefined;
  #subscriptions: Map<string, Subscription> = NONE;
  #queue: Command[] | undefined;
  #closed = false;
  #connecting = false;
  #userId = '';
  #sessionId = '';
  #role = '';
  #only: Only;
  #expiresAt = 0;
  #slowSince = 0;
  /** Which of this gateway's it is; with the gateway's name the client's id. */
  readonly #number: number;
  /** Fewest unsent bytes since it became slow: less means it drains. */
  #slowBytes = 0;
  #awaitsPong = false;
  #probed = false;

  constructor(context: ConnectionContext, transport: Transport, now: number) {
    this.#context = context;
    this.#transport = transport;
    this.#number = counter += 1;
    this.#bucket = new TokenBucket(context.commandRate, now);
  }

  get who(): { readonly client: string; readonly user: string } {
    return { client: `${this.#context.node}-${this.#number.toString(36)}`, user: this.#userId };
  }

  get isReady(): boolean {
    return this.#userId !== '' && !this.#connecting;
  }

  get userId(): string {
    return this.#userId;
  }

  get bufferedBytes(): number {
    return this.#transport.bufferedBytes;
  }

  /** It has not answered the last `probe`. */
  get isSilent(): boolean {
    return this.#probed;
  }

  push(frame: Buffer): boolean {
    if (this.#closed) return true;
    if (this.#only !== undefined && !hearsPush(this.#only, frame)) return true;
    if (this.#slowSince > 0 || this.#transport.bufferedBytes > this.#context.settings.softBufferBytes) return false;
    this.#transport.write(frame);
    this.#context.metrics.pushes.inc();
    return true;
  }

  stalled(): void {
    if (this.#slowSince > 0 || this.#closed) return;
    this.#slowSince = Date.now();
    this.#slowBytes = this.#transport.bufferedBytes;
    this.#context.onSlow(this);
  }

  lost(): void {
    this.close('insufficientState');
  }

  /** Looks whether a slow receiver has drained. True when it needs no more looking after. */
  relieve(now: number): boolean {
    const { settings } = this.#context;
    if (this.#closed) return true;
    const buffered = this.#transport.bufferedBytes;
    if (buffered <= settings.softBufferBytes / 2) {
      this.#slowSince = 0;
      for (const subscription of this.#all()) {
        if (subscription.isStalled)
          this.#context.hub.catchUp(subscription).catch((error: unknown) => this.#fail(error));
      }
      return true;
    }
    if (buffered < this.#slowBytes) {
      this.#slowBytes = buffered;
      this.#slowSince = now;
    }
    if (buffered > settings.hardBufferBytes || now - this.#slowSince > settings.slowMs) {
      this.close('slow');
      return true;
    }
    return false;
  }

  ping(): void {
    if (this.#closed) return;
    this.#awaitsPong = true;
    this.#transport.write(PING_FRAME);
  }

  /** A ping out of turn; `isSilent` until it is answered. */
  probe(): void {
    if (this.#closed) return;
    this.#probed = true;
    this.#transport.write(PING_FRAME);
  }

  closeUnlessPong(): void {
    if (this.#awaitsPong) this.close('noPong');
  }

  /** What the account may do has changed. */
  follow({ userId, endedSessions, role }: AccessChanged): void {
    if (userId !== this.#userId) return;
    // Without the name of its login it comes back with a token that has one, if it can.
    if (endedSessions.includes(this.#sessionId)) this.close('disconnect');
    else if (role === null ? this.#sessionId === '' : this.#role !== role) this.close('reconnect');
  }

  closeIfExpired(now: number): void {
    if (now > this.#expiresAt + this.#context.settings.expiryGraceMs) this.close('expired');
  }

  close(name: CloseName): void {
    if (this.#closed) return;
    this.#release();
    const [code, reason] = closes[name];
    this.#transport.close(code, reason);
    this.#context.onClosed(this, code);
  }

  ended(code: number): void {
    if (this.#closed) return;
    this.#release();
    this.#context.onClosed(this, code);
  }

  /** From here on nothing is written or held for this socket any more. */
  #release(): void {
    this.#closed = true;
    this.#queue = undefined;
    for (const subscription of this.#all()) this.#context.hub.detach(subscription);
    this.#own = undefined;
    this.#subscriptions = NONE;
    if (this.#userId !== '') this.#context.users.leave(this.#userId);
  }

  #send(reply: string): void {
    if (!this.#closed) this.#transport.write(textFrame(Buffer.from(reply)));
  }

  #sendError(id: number, error: ErrorReply): void {
    this.#send(encodeError(id, error));
  }

  receive(text: string): void {
    if (this.#closed) return;
    const commands = parseFrame(text);
    if (commands === undefined) return this.close('badRequest');
    const now = Date.now();
    for (const command of commands) {
      if (this.#closed) return;
      if (!this.#admit(command, now)) continue;
      if (command.kind === 'pong') this.#awaitsPong = this.#probed = false;
      else if (this.#queue === undefined) this.#run(command);
      else if (this.#queue.push(command) > QUEUE_LIMIT) return this.close('tooManyErrors');
    }
  }

  #admit(command: Command, now: number): boolean {
    const own = this.#bucket.take(now);
    if (own && (this.#userId === '' || command.kind === 'pong' || this.#context.users.takeCommand(this.#userId, now)))
      return true;
    if (this.#bucket.flooding) this.close('tooManyErrors');
    else if (command.kind !== 'pong') this.#sendError(command.id, errors.tooManyRequests);
    return false;
  }

  /** Works on a command; those that come meanwhile wait, so that replies and effects keep the client's order. */
  #run(first: Command): void {
    this.#queue = [];
    void (async () => {
      for (
        let command: Command | undefined = first;
        command !== undefined && !this.#closed;
        command = this.#queue?.shift()
      ) {
        await this.#handle(command);
      }
    })()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#queue = undefined;
      });
  }

  #fail(error: unknown): void {
    this.#context.log.warn({ err: error instanceof Error ? error.message : error }, 'a connection failed');
    this.close('serverError');
  }

  async #handle(command: Command): Promise<void> {
    if (this.#userId === '' && command.kind !== 'connect') return this.close('badRequest');
    if (command.kind !== 'pong' && command.kind !== 'unavailable' && command.id <= 0) return this.close('badRequest');
    switch (command.kind) {
      case 'connect':
        return await this.#connect(command.id, command.token, command.recover);
      case 'subscribe':
        return await this.#subscribe(command.id, command.channel, command.since, command.rejectUnrecovered);
      case 'unsubscribe':
        return this.#unsubscribe(command.id, command.channel);
      case 'refresh':
        return this.#refresh(command.id, command.token);
      case 'history':
      case 'presence':
      case 'presence_stats':
        return await this.#query(command);
      case 'wrong':
        return this.#sendError(command.id, errors.badRequest);
      case 'unavailable':
        if (command.id > 0) this.#sendError(command.id, errors.notAvailable);
        return;
      case 'unknown':
        return this.#sendError(command.id, errors.methodNotFound);
      case 'pong':
        return;
      default:
        return command satisfies never;
    }
  }

  async #connect(id: number, token: string, positions: ReadonlyMap<string, Position>): Promise<void> {
    const { users, makeRoom, settings, node, onReady } = this.#context;
    if (this.#userId !== '') return this.close('badRequest');
    const claims = this.#verify(id, token);
    if (claims === undefined) return;
    const { userId } = claims;
    if (!users.enter(userId)) {
      const room = await makeRoom(userId);
      if (this.#closed) return;
      if (!room || !users.enter(userId)) return this.close('connectionLimit');
    }
    this.#userId = userId;
    this.#adopt(claims);
    this.#connecting = true;

    const channel = userChannel(userId);
    const begun = await this.#begin(id, channel, positions.get(channel));
    this.#connecting = false;
    if (begun === undefined) return this.#forget();
    const { session } = this.#transport;
    const result = {
      client: this.who.client,
      node,
      ...(session === '' ? {} : { session }),
      ttl: this.#ttl(),
      ping: settings.pingMs / 1_000,
      subs: { [channel]: begun.start.result },
    };
    this.#send(encodeConnectReply(id, result));
    begun.subscription.goLive(begun.start.incomplete);
    onReady(this);
  }

  /** The connect command was answered with a temporary error: the client may send it again on the same connection. */
  #forget(): void {
    if (this.#closed) return;
    this.#context.users.leave(this.#userId);
    this.#userId = '';
  }

  /** What a token says, if it is good now; otherwise the client has been told. */
  #verify(id: number, token: string): TokenClaims | undefined {
    const verdict = this.#context.verify(token);
    if (verdict.kind === 'expired') {
      this.#sendError(id, errors.tokenExpired);
      return undefined;
    }
    const standing = verdict.kind === 'valid' ? this.#context.access.standingOf(verdict) : 'ended';
    if (verdict.kind === 'invalid' || standing === 'ended') {
      this.close('invalidToken');
      return undefined;
    }
    if (standing === 'good') return verdict;
    this.#sendError(id, errors.tokenExpired);
    return undefined;
  }

  #adopt({ sessionId, role, only, expiresAt }: TokenClaims): void {
    this.#only = only;
    this.#sessionId = sessionId;
    this.#role = role;
    this.#expiresAt = expiresAt;
  }

  async #subscribe(
    id: number,
    channel: string,
    since: Position | undefined,
    rejectUnrecovered: boolean,
  ): Promise<void> {
    if (this.#find(channel) !== undefined) return this.#sendError(id, errors.alreadySubscribed);
    const access = accessTo(channel, this.#userId);
    if (access === 'unknown') return this.#sendError(id, errors.unknownChannel);
    if (access !== 'public') return this.#sendError(id, errors.permissionDenied);
    if (this.#subscriptions.size + 1 >= this.#context.settings.maxChannelsPerConnection)
      return this.#sendError(id, errors.limitExceeded);

    const begun = await this.#begin(id, channel, since);
    if (begun === undefined) return;
    const { subscription, start } = begun;
    if (rejectUnrecovered && start.result.wasRecovering && !start.result.recovered) {
      this.#end(channel, subscription);
      return this.#sendError(id, errors.unrecoverablePosition);
    }
    this.#send(encodeSubscribeReply(id, start.result));
    subscription.goLive(start.incomplete);
  }

  /** Subscribes and finds the start; when Redis is away, the client is told to try again. */
  async #begin(
    id: number,
    channel: string,
    since: Position | undefined,
  ): Promise<{ subscription: Subscription; start: Start } | undefined> {
    const { hub, settings, log } = this.#context;
    const subscription = hub.attach(channel, this);
    this.#keep(channel, subscription);
    try {
      const budget = Math.max(0, settings.replayBytes - this.#transport.bufferedBytes);
      const start = await recover(this.#context, subscription, since, budget);
      const result = { ...start.result, publications: heard(this.#only, start.result.publications) };
      return subscription.isEnded ? undefined : { subscription, start: { ...start, result } };
    } catch (error) {
      if (!(error instanceof HubUnavailableError))
        log.warn({ err: error instanceof Error ? error.message : error }, 'a subscription failed');
      this.#end(channel, subscription);
      this.#sendError(id, errors.internal);
      return undefined;
    }
  }

  #all(): Subscription[] {
    return [...(this.#own === undefined ? [] : [this.#own]), ...this.#subscriptions.values()];
  }

  #find(channel: string): Subscription | undefined {
    return this.#own?.topic.channel === channel ? this.#own : this.#subscriptions.get(channel);
  }

  #keep(channel: string, subscription: Subscription): void {
    if (this.#own === undefined) this.#own = subscription;
    else if (this.#subscriptions === NONE) this.#subscriptions = new Map([[channel, subscription]]);
    else this.#subscriptions.set(channel, subscription);
  }

  #end(channel: string, subscription: Subscription): void {
    if (subscription === this.#own) this.#own = undefined;
    else this.#subscriptions.delete(channel);
    this.#context.hub.detach(subscription);
  }

  #unsubscribe(id: number, channel: string): void {
    const subscription = this.#find(channel);
    // The personal channel is the server's to give and take.
    if (accessTo(channel, this.#userId) === 'own') return this.#sendError(id, errors.permissionDenied);
    if (subscription !== undefined) this.#end(channel, subscription);
    this.#send(encodeUnsubscribeReply(id));
  }

  #refresh(id: number, token: string): void {
    const claims = this.#verify(id, token);
    if (claims === undefined) return;
    if (claims.userId !== this.#userId) return this.close('invalidToken');
    this.#adopt(claims);
    this.#send(encodeRefreshReply(id, this.#ttl()));
  }

  /** What a subscriber may ask about its channel. */
  async #query(command: Query): Promise<void> {
    const { id, kind, channel } = command;
    if (accessTo(channel, this.#userId) === 'unknown') return this.#sendError(id, errors.unknownChannel);
    const allowed = this.#find(channel) !== undefined && (kind !== 'presence' || maySeePresence(channel, this.#role));
    if (!allowed) return this.#sendError(id, errors.permissionDenied);
    try {
      this.#send(kind === 'history' ? await this.#history(command) : await this.#presence(command));
    } catch (error) {
      this.#context.log.debug({ err: error instanceof Error ? error.message : error }, 'a question went unanswered');
      this.#sendError(id, errors.internal);
    }
  }

  async #history({ id, channel, ...request }: Extract<Query, { kind: 'history' }>): Promise<string> {
    const { reader, settings } = this.#context;
    const found = await readHistory(reader, channel, request, settings.replayBytes);
    return 'code' in found
      ? encodeError(id, found)
      : encodeHistoryReply(id, { ...found, publications: heard(this.#only, found.publications) });
  }

  async #presence({ id, kind, channel }: Exclude<Query, { kind: 'history' }>): Promise<string> {
    const present = await this.#context.presence.of(channel);
    return kind === 'presence' ? encodePresenceReply(id, present) : encodePresenceStatsReply(id, present);
  }

  #ttl(): number {
    return Math.max(1, Math.floor((this.#expiresAt - Date.now()) / 1_000));
  }
}
