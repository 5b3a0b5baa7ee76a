import type { AccessChanged } from '@docket/contracts/events/identity';
import { closes, type CloseName, type ErrorReply } from '../protocol/codes.ts';
import { PING_FRAME, encodeError } from '../protocol/replies.ts';
import { textFrame } from '../protocol/wire.ts';
import type { TokenClaims } from '../token.ts';
import type { Receiver, Transport } from '../transport/transport.ts';
import type { Client } from './client.ts';
import type { ConnectionContext } from './context.ts';
import { Intake } from './intake.ts';
import { Slowness } from './slowness.ts';
import { Subscriptions } from './subscriptions.ts';

let counter = 0;

/** One client from its first byte to its end: whose it is, whether it is alive and keeps up, and what it is closed for. */
export class Connection implements Client, Receiver {
  readonly context: ConnectionContext;
  readonly subscriptions = new Subscriptions();
  readonly #transport: Transport;
  readonly #intake: Intake;
  /** Which of this gateway's it is; with the gateway's name the client's id. */
  readonly #number: number;
  #closed = false;
  #connecting = false;
  #claims: TokenClaims | undefined;
  /** While it does not keep up. */
  #slow: Slowness | undefined;
  #awaitsPong = false;
  #probed = false;

  constructor(context: ConnectionContext, transport: Transport, now: number) {
    this.context = context;
    this.#transport = transport;
    this.#number = counter += 1;
    this.#intake = new Intake(this, now);
  }

  get who(): { readonly client: string; readonly user: string } {
    return { client: `${this.context.node}-${this.#number.toString(36)}`, user: this.userId };
  }

  get isReady(): boolean {
    return this.#claims !== undefined && !this.#connecting;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  get userId(): string {
    return this.#claims?.userId ?? '';
  }

  get role(): string {
    return this.#claims?.role ?? '';
  }

  get session(): string {
    return this.#transport.session;
  }

  get ttl(): number {
    return Math.max(1, Math.floor(((this.#claims?.expiresAt ?? 0) - Date.now()) / 1_000));
  }

  get bufferedBytes(): number {
    return this.#transport.bufferedBytes;
  }

  /** It has not answered the last `probe`. */
  get isSilent(): boolean {
    return this.#probed;
  }

  receive(text: string): void {
    if (this.#closed) return;
    this.#intake.receive(
      text,
      () => {
        this.#awaitsPong = this.#probed = false;
      },
      (error) => this.#fail(error),
    );
  }

  send(reply: string): void {
    if (!this.#closed) this.#transport.write(textFrame(Buffer.from(reply)));
  }

  sendError(id: number, error: ErrorReply): void {
    this.send(encodeError(id, error));
  }

  adopt(claims: TokenClaims): void {
    this.#claims = claims;
  }

  beginConnect(claims: TokenClaims): void {
    this.#claims = claims;
    this.#connecting = true;
  }

  /** When the command was answered with a temporary error, the client may send it again on the same connection. */
  endConnect(connected: boolean): void {
    this.#connecting = false;
    if (connected || this.#closed) return;
    this.context.users.leave(this.userId);
    this.#claims = undefined;
  }

  ready(): void {
    this.context.onReady(this);
  }

  push(frame: Buffer): boolean {
    if (this.#closed) return true;
    if (this.#slow !== undefined || this.#transport.bufferedBytes > this.context.settings.softBufferBytes) return false;
    this.#transport.write(frame);
    this.context.metrics.pushes.inc();
    return true;
  }

  stalled(): void {
    if (this.#slow !== undefined || this.#closed) return;
    this.#slow = new Slowness(this.#transport.bufferedBytes, Date.now());
    this.context.onSlow(this);
  }

  lost(): void {
    this.close('insufficientState');
  }

  /** Looks whether a slow receiver has drained. True when it needs no more looking after. */
  relieve(now: number): boolean {
    const { settings, hub } = this.context;
    if (this.#closed) return true;
    const buffered = this.#transport.bufferedBytes;
    if (buffered <= settings.softBufferBytes / 2) {
      this.#slow = undefined;
      for (const subscription of this.subscriptions.all()) {
        if (subscription.isStalled) hub.catchUp(subscription).catch((error: unknown) => this.#fail(error));
      }
      return true;
    }
    if (this.#slow?.isHopeless(buffered, now, settings) !== true) return false;
    this.close('slow');
    return true;
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
    if (this.#claims === undefined || userId !== this.#claims.userId) return;
    const { sessionId, role: held } = this.#claims;
    // Without the name of its login it comes back with a token that has one, if it can.
    if (endedSessions.includes(sessionId)) this.close('disconnect');
    else if (role === null ? sessionId === '' : held !== role) this.close('reconnect');
  }

  closeIfExpired(now: number): void {
    const end = this.#claims?.expiresAt ?? 0;
    if (now > end + this.context.settings.expiryGraceMs) this.close('expired');
  }

  close(name: CloseName): void {
    if (this.#closed) return;
    this.#release();
    const [code, reason] = closes[name];
    this.#transport.close(code, reason);
    this.context.onClosed(this, code);
  }

  ended(code: number): void {
    if (this.#closed) return;
    this.#release();
    this.context.onClosed(this, code);
  }

  /** From here on nothing is written or held for this socket any more. */
  #release(): void {
    this.#closed = true;
    this.#intake.end();
    for (const subscription of this.subscriptions.all()) this.context.hub.detach(subscription);
    this.subscriptions.clear();
    if (this.#claims !== undefined) this.context.users.leave(this.#claims.userId);
  }

  #fail(error: unknown): void {
    this.context.log.warn({ err: error instanceof Error ? error.message : error }, 'a connection failed');
    this.close('serverError');
  }
}
