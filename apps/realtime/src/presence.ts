import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Hub } from './hub/hub.ts';
import type { Peers } from './peers.ts';

/** A connection that listens to a channel. */
export type Present = { readonly client: string; readonly user: string };

/** Gateways that have not said who listens to them by then are left out. */
const WAIT_MS = 1_000;
/** One survey of a channel serves all who ask in this time. */
const KEEP_MS = 2_000;

/** `left`: those asked less those that answered; below zero while only answers have come. */
type Survey = { readonly found: Present[]; left: number; readonly done: () => void };

/**
 * Who listens to a channel, on all gateways. Nothing of it is stored, so listening costs nothing: each gateway is asked when somebody wants to
 * know, and tells what it has.
 */
export class Presence {
  readonly #hub: Hub;
  readonly #peers: Peers;
  readonly #node: string;
  readonly #surveys = new Map<string, Survey>();
  readonly #recent = new LRUCache<string, Promise<readonly Present[]>>({ max: 1_000, ttl: KEEP_MS });

  constructor(hub: Hub, peers: Peers, node: string) {
    this.#hub = hub;
    this.#peers = peers;
    this.#node = node;
    peers.on('who', (body) => this.#tell(body));
    peers.on('here', (body) => this.#hear(body));
  }

  /** At most two seconds old. @throws when Redis is away */
  of(channel: string): Promise<readonly Present[]> {
    const recent = this.#recent.get(channel);
    if (recent !== undefined) return recent;
    const survey = this.#survey(channel);
    this.#recent.set(channel, survey);
    survey.catch(() => this.#recent.delete(channel));
    return survey;
  }

  async #survey(channel: string): Promise<readonly Present[]> {
    const id = randomUUID();
    const { promise, resolve } = Promise.withResolvers<void>();
    const survey: Survey = { found: [], left: 0, done: resolve };
    this.#surveys.set(id, survey);
    const timer = setTimeout(resolve, WAIT_MS);
    try {
      // Answers may be here before the number of those asked is.
      const asked = await this.#peers.sendAll('who', `${id}\n${this.#node}\n${channel}`);
      survey.left += asked;
      if (survey.left > 0) await promise;
      return survey.found;
    } finally {
      clearTimeout(timer);
      this.#surveys.delete(id);
    }
  }

  #tell(body: string): void {
    const [id = '', node = '', channel = ''] = body.split('\n');
    const here = this.#hub.listenersOf(channel);
    // Redis gone in between: whoever asked goes by the others.
    this.#peers.send(node, 'here', `${id}\n${JSON.stringify(here)}`).catch(() => undefined);
  }

  #hear(body: string): void {
    const end = body.indexOf('\n');
    const survey = this.#surveys.get(body.slice(0, end));
    if (survey === undefined) return;
    for (const present of JSON.parse(body.slice(end + 1)) as Present[]) survey.found.push(present);
    survey.left -= 1;
    if (survey.left === 0) survey.done();
  }
}
