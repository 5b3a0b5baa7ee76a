import type { Socket } from 'node:net';
import type { Redis } from 'ioredis';
import { userChannel } from '@docket/contracts/events/envelope';
import { isRunOver, runStatus } from '@docket/contracts/http/run';
import { isFinal, submissionStatus } from '@docket/contracts/judge/verdict';
import { channelKeys } from '@docket/queue/publish/keys';
import type { Logger } from '@docket/runtime/logger';

/** Answers are waited for no longer than this: proxies in between give up after a minute or so. */
export const WAIT_MS = 30_000;
/** At a time, of one user and in all; whoever comes then is answered at once, without the result. */
const WAITS_PER_USER = 20;
const WAITS_MAX = 2_000;
/** What pub/sub has lost is found by one question for all who wait. */
const LOOK_MS = 1_000;
/** Where Redis does not confirm in time, the look finds it. */
const CONFIRM_MS = 250;

export type WaitsOptions = {
  /** A connection of its own: it does nothing but listen. */
  readonly subscriber: Redis;
  readonly prefix: string;
  /** Which of them are over. */
  readonly endedOf: (taskIds: readonly string[]) => Promise<readonly string[]>;
  readonly log: Logger;
};

/** Somebody who is about to hand work in and to wait for its end. */
export type Wait = {
  /** @returns whether it is over; false when time is up, the caller has gone, or this process stops */
  until(taskId: string, caller: { readonly socket: Socket }): Promise<boolean>;
  close(): void;
};

type Waiting = { taskId: string | undefined; readonly ended: Set<string>; settle: (over: boolean) => void };

/**
 * Requests that wait for the end of a submission or run. They listen to the events that everybody gets: each user's channel is subscribed to
 * once, however many wait, and nobody asks the database by themselves.
 */
export class Waits {
  readonly #options: WaitsOptions;
  readonly #users = new Map<string, Set<Waiting>>();
  #count = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: WaitsOptions) {
    this.#options = options;
    options.subscriber.on('smessageBuffer', (key: Buffer, message: Buffer) => this.#onMessage(key.toString(), message));
  }

  /** To be called before the work is handed in, so that no end is missed. @returns undefined when too many wait already */
  async open(userId: string): Promise<Wait | undefined> {
    const key = this.#keyOf(userId);
    const waiting: Waiting = { taskId: undefined, ended: new Set(), settle: () => undefined };
    const there = this.#users.get(key);
    if (this.#stopping || this.#count >= WAITS_MAX || (there?.size ?? 0) >= WAITS_PER_USER) return undefined;
    this.#count += 1;
    if (there !== undefined) there.add(waiting);
    else {
      this.#users.set(key, new Set([waiting]));
      await this.#listen(key);
    }
    this.#timer ??= setInterval(() => void this.#look(), LOOK_MS);
    return {
      until: (taskId, caller) => this.#until(waiting, taskId, caller),
      close: () => this.#close(key, waiting),
    };
  }

  /** Everybody is answered with what is known. */
  stop(): void {
    this.#stopping = true;
    clearInterval(this.#timer);
    for (const waiting of [...this.#users.values()].flatMap((set) => [...set])) waiting.settle(false);
  }

  #keyOf(userId: string): string {
    return channelKeys(this.#options.prefix, userChannel(userId)).live;
  }

  async #listen(key: string): Promise<void> {
    const { subscriber, log } = this.#options;
    const confirmed = subscriber.ssubscribe(key).catch((error: unknown) => {
      log.debug({ err: error }, 'ends are looked for and not heard');
    });
    await Promise.race([confirmed, new Promise((resolve) => setTimeout(resolve, CONFIRM_MS).unref())]);
  }

  async #until(waiting: Waiting, taskId: string, { socket }: { readonly socket: Socket }): Promise<boolean> {
    if (waiting.ended.has(taskId)) return true;
    if (this.#stopping || socket.destroyed) return false;
    waiting.taskId = taskId;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    waiting.settle = resolve;
    const gone = () => resolve(false);
    const timer = setTimeout(gone, WAIT_MS);
    socket.once('close', gone);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      socket.off('close', gone);
    }
  }

  #close(key: string, waiting: Waiting): void {
    const set = this.#users.get(key);
    if (set?.delete(waiting) !== true) return;
    this.#count -= 1;
    if (this.#count === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    if (set.size > 0) return;
    this.#users.delete(key);
    this.#options.subscriber.sunsubscribe(key).catch(() => undefined);
  }

  #onMessage(key: string, message: Buffer): void {
    const set = this.#users.get(key);
    const taskId = set === undefined ? undefined : endedIn(message);
    if (set === undefined || taskId === undefined) return;
    for (const waiting of set) {
      if (waiting.taskId === taskId) waiting.settle(true);
      // Whoever has not been told its id yet.
      else if (waiting.taskId === undefined) waiting.ended.add(taskId);
    }
  }

  async #look(): Promise<void> {
    const waiting = [...this.#users.values()].flatMap((set) => [...set]).filter(({ taskId }) => taskId !== undefined);
    if (waiting.length === 0) return;
    try {
      const ended = new Set(await this.#options.endedOf(waiting.flatMap(({ taskId }) => taskId ?? [])));
      for (const one of waiting) if (one.taskId !== undefined && ended.has(one.taskId)) one.settle(true);
    } catch (error) {
      this.#options.log.debug({ err: error }, 'could not look for ends');
    }
  }
}

/** The submission or run whose end a message of a user's channel tells of: a line of its place, then the push as JSON. */
function endedIn(message: Buffer): string | undefined {
  const event: unknown = JSON.parse(message.toString('utf8', message.indexOf('\n') + 1))?.push?.pub?.data;
  if (typeof event !== 'object' || event === null || !('type' in event) || !('data' in event)) return undefined;
  const data = { ...(event.data as object) } as Readonly<Record<string, unknown>>;
  if (event.type === 'submission.updated') {
    const status = submissionStatus.safeParse(data['status']);
    return status.success && isFinal(status.data) ? String(data['submissionId']) : undefined;
  }
  if (event.type !== 'run.updated') return undefined;
  const status = runStatus.safeParse(data['status']);
  return status.success && isRunOver(status.data) ? String(data['runId']) : undefined;
}
