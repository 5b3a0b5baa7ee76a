import { parseEvent } from '@docket/contracts/events/envelope';
import { GATEWAY_CHANNEL, type AccessChanged } from '@docket/contracts/events/identity';
import { REALTIME_TOKEN_MINUTES } from '@docket/contracts/http/realtime';
import type { Logger } from '@docket/runtime/logger';
import type { Hub } from './hub/hub.ts';
import type { Sink, Subscription } from './hub/subscription.ts';
import { textOf } from './protocol/wire.ts';
import type { TokenClaims } from './token.ts';

/** Longer than any token is good: what was heard earlier can no longer matter. */
const KEEP_MS = (REALTIME_TOKEN_MINUTES + 2) * 60_000;
const LOAD_AGAIN_MS = 5_000;

/** `ended`: its login is over. `outdated`: the account's role is another by now; a new token will do. */
export type Standing = 'good' | 'ended' | 'outdated';

export type AccessListOptions = {
  readonly hub: Hub;
  /** Changes of the last while as Postgres has them, oldest first, as JSON of their events. @throws when Postgres is away */
  readonly readChanges: (since: Date) => Promise<readonly string[]>;
  /** Called with each change once, so that open sockets follow. */
  readonly onChange: (change: AccessChanged) => void;
  readonly log: Logger;
};

type Heard<T> = { readonly at: number; readonly value: T };

/**
 * What has been taken away from accounts lately. The gateway listens to it like a client to its channel, with the same repairs, and looks
 * once a second whether it missed something. What happened before it listened, Postgres tells; until that has answered, tokens are
 * taken at their word.
 */
export class AccessList implements Sink {
  readonly #options: AccessListOptions;
  readonly #ended = new Map<string, Heard<true>>();
  readonly #roles = new Map<string, Heard<string>>();
  #subscription: Subscription | undefined;
  #loadAt = 0;
  #busy = false;

  constructor(options: AccessListOptions) {
    this.#options = options;
  }

  standingOf({ userId, sessionId, role }: Pick<TokenClaims, 'userId' | 'sessionId' | 'role'>): Standing {
    if (sessionId !== '' && this.#ended.has(sessionId)) return 'ended';
    const known = this.#roles.get(userId)?.value;
    return role === '' || known === undefined || known === role ? 'good' : 'outdated';
  }

  /** Listens, or sees to it that it still hears everything. To be called once a second; does not throw. */
  async tick(now: number): Promise<void> {
    for (const heard of [this.#ended, this.#roles]) {
      for (const [key, { at }] of heard) {
        if (now - at >= KEEP_MS) heard.delete(key);
        else break;
      }
    }
    if (this.#busy) return;
    this.#busy = true;
    const { hub, log } = this.#options;
    try {
      if (this.#subscription === undefined) await this.#listen();
      else await hub.compare([this.#subscription.topic]);
    } catch (error) {
      log.warn({ err: error instanceof Error ? error.message : error }, 'ended logins may be heard of late');
    } finally {
      this.#busy = false;
    }
    // Not waited for: the gateway works without Postgres, too.
    if (now >= this.#loadAt) void this.#load(now);
  }

  push(frame: Buffer): boolean {
    this.#take(JSON.stringify(JSON.parse(textOf(frame)).push.pub.data));
    return true;
  }

  stalled(): void {
    this.#drop();
  }

  lost(): void {
    this.#drop();
  }

  #drop(): void {
    if (this.#subscription !== undefined) this.#options.hub.detach(this.#subscription);
    this.#subscription = undefined;
    this.#loadAt = 0;
  }

  async #listen(): Promise<void> {
    const { hub } = this.#options;
    const subscription = hub.attach(GATEWAY_CHANNEL, this);
    this.#subscription = subscription;
    try {
      const view = await hub.read(subscription.topic, 0);
      if (subscription.isEnded) return;
      for (const { json } of view.entries) this.#take(json);
      subscription.begin(view.epoch, view.top);
      subscription.goLive();
    } catch (error) {
      this.#drop();
      throw error;
    }
  }

  async #load(now: number): Promise<void> {
    const { readChanges, log } = this.#options;
    this.#loadAt = Number.POSITIVE_INFINITY;
    try {
      for (const json of await readChanges(new Date(now - KEEP_MS))) this.#take(json);
    } catch (error) {
      log.debug({ err: error instanceof Error ? error.message : error }, 'Postgres does not tell which logins ended');
      this.#loadAt = Date.now() + LOAD_AGAIN_MS;
    }
  }

  #take(json: string): void {
    const event = parseEvent(JSON.parse(json));
    if (event?.type !== 'access.changed') return;
    const at = Date.parse(event.at);
    if (Date.now() - at > KEEP_MS) return;
    const { userId, endedSessions, role } = event.data;
    for (const id of endedSessions) this.#ended.set(id, { at, value: true });
    // Postgres may tell late what was heard already.
    if (role !== null && at >= (this.#roles.get(userId)?.at ?? 0)) this.#roles.set(userId, { at, value: role });
    this.#options.onChange(event.data);
  }
}
