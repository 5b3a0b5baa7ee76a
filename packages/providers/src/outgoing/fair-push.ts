import type { PushOutcome, PushSender, PushTarget } from '@docket/domain/notification/push/sender';
import { PushRefused } from './push-sender.ts';

/** How many messages may be under way at a time. */
export type PushShares = {
  /** To one device: a browser that does not answer keeps no more of us than that. */
  readonly perDevice: number;
  /** To a host that has not shown yet that it answers, and to all such hosts together. */
  readonly perNewHost: number;
  readonly newHosts: number;
  /** To a host that has; the rest is for others. */
  readonly perHost: number;
};

/** @param atOnce messages that a worker sends at a time, one to each device of a notification */
export function sharesOf(atOnce: number): PushShares {
  return {
    perDevice: 2,
    perNewHost: 2,
    newHosts: Math.max(1, Math.floor(atOnce / 2)),
    perHost: Math.max(1, Math.floor((atOnce * 3) / 4)),
  };
}

/** A host answers, after so many answers without one that did not come. */
const PROOF = 10;
/** After a message without an answer a host is left alone, which doubles from 2 s to a minute. */
const FIRST_REST_SECONDS = 2;
const LONGEST_REST_SECONDS = 60;
/** Where there is no place just now. */
const BUSY_SECONDS = 1;
/** Hosts that something is remembered of; a stranger may name any number. */
const HOSTS = 10_000;

type Host = { busy: number; answers: number; silences: number; restsUntil: number };

/**
 * Sends as `sender` does, and lets nobody who is slow keep the others waiting: a message that finds no place is to come again, and holds none meanwhile. Push
 * services are few and answer; a browser's address may be anybody's, and hang.
 */
export function createFairPush(
  sender: PushSender,
  shares: PushShares,
  now = (): number => performance.now(),
): PushSender {
  const hosts = new Map<string, Host>();
  const devices = new Map<string, number>();
  let news = 0;

  function hostOf(name: string): Host {
    const known = hosts.get(name);
    if (known !== undefined) return known;
    if (hosts.size >= HOSTS) for (const [other, { busy }] of hosts) if (busy === 0) hosts.delete(other);
    const made = { busy: 0, answers: 0, silences: 0, restsUntil: 0 };
    hosts.set(name, made);
    return made;
  }

  /** Seconds after which it may come again; undefined: now. */
  function waitOf(host: Host, device: number): number | undefined {
    const rests = (host.restsUntil - now()) / 1_000;
    if (rests > 0) return Math.ceil(rests);
    const proven = host.answers >= PROOF;
    const full = proven ? host.busy >= shares.perHost : host.busy >= shares.perNewHost || news >= shares.newHosts;
    return full || device >= shares.perDevice ? BUSY_SECONDS : undefined;
  }

  function answered(host: Host): void {
    host.answers += 1;
    host.silences = 0;
    host.restsUntil = 0;
  }

  function silent(host: Host): void {
    host.answers = 0;
    host.silences += 1;
    const rest = Math.min(LONGEST_REST_SECONDS, FIRST_REST_SECONDS * 2 ** Math.min(host.silences - 1, 10));
    host.restsUntil = now() + rest * 1_000;
  }

  return {
    serverKey: sender.serverKey,
    async send(target: PushTarget, message): Promise<PushOutcome> {
      const host = hostOf(new URL(target.endpoint).host);
      const device = devices.get(target.endpoint) ?? 0;
      const seconds = waitOf(host, device);
      if (seconds !== undefined) return { kind: 'later', seconds };
      const isNew = host.answers < PROOF;
      host.busy += 1;
      devices.set(target.endpoint, device + 1);
      if (isNew) news += 1;
      try {
        const outcome = await sender.send(target, message);
        answered(host);
        return outcome;
      } catch (error) {
        // Whoever refuses has answered.
        if (error instanceof PushRefused) answered(host);
        else silent(host);
        throw error;
      } finally {
        host.busy -= 1;
        if (isNew) news -= 1;
        const left = (devices.get(target.endpoint) ?? 1) - 1;
        if (left === 0) devices.delete(target.endpoint);
        else devices.set(target.endpoint, left);
      }
    },
  };
}
