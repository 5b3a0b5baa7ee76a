import { LRUCache } from 'lru-cache';
import { eventOf } from '../contest/facts.ts';
import type { ContestRow } from '../contest/rows.ts';
import { readScopeLog } from '../judge/scope/log.ts';
import type { Ctx } from '../spine/ctx.ts';
import { perDb } from '../spine/ttl-cache.ts';
import { CcsFold } from './fold.ts';

/** Entries of logs that a process holds folded, in all, which is some 250 MB; a contest that went is folded anew, in well under a second. */
const HELD = 500_000;
/** What a contest counts besides its entries, which bounds how many of them are held. */
const EACH = 500;
/** Who asks again and again by themselves is behind by so much at most. */
const RECENT_MS = 400;

/** When a contest was thawed, and when it became final: what its row says of that is never told before what the log released by it. */
type Marks = Pick<ContestRow, 'id' | 'thawed_at' | 'finalised_at'>;
type Recent = { readonly at: number; readonly marks: string; readonly fold: Promise<CcsFold> };

/** The log of one contest, read by one at a time. */
class Held {
  readonly #read: (fold: CcsFold) => Promise<CcsFold>;
  #fold = new CcsFold();
  #running: Promise<CcsFold> | undefined;
  #waiting: Promise<CcsFold> | undefined;
  #recent: Recent | undefined;

  constructor(read: (fold: CcsFold) => Promise<CcsFold>) {
    this.#read = read;
  }

  /** As the log is now: who comes while it is read waits for the next reading, together with all others who do. */
  now(): Promise<CcsFold> {
    if (this.#waiting !== undefined) return this.#waiting;
    if (this.#running === undefined) return this.#start();
    const begin = (): Promise<CcsFold> => {
      this.#waiting = undefined;
      return this.#start();
    };
    this.#waiting = this.#running.then(begin, begin);
    return this.#waiting;
  }

  /** A reading of before will do, if it was begun by somebody who had seen the same marks. */
  recent(marks: string): Promise<CcsFold> {
    const at = performance.now();
    const known = this.#recent;
    if (known !== undefined && known.marks === marks && at - known.at < RECENT_MS) return known.fold;
    const fold = this.now();
    this.#recent = { at, marks, fold };
    fold.catch(() => (this.#recent = undefined));
    return fold;
  }

  #start(): Promise<CcsFold> {
    const reading = this.#read(this.#fold).finally(() => (this.#running = undefined));
    // What broke off in the middle is not gone on with.
    reading.catch(() => (this.#fold = new CcsFold()));
    this.#running = reading;
    return reading;
  }
}

const held = perDb(() => new LRUCache<string, Held>({ maxSize: HELD }));

const sizeOf = (entries: number): number => Math.min(HELD, EACH + entries);

function heldOf({ db }: Pick<Ctx, 'db'>, contestId: string): Held {
  const cache = held(db);
  const known = cache.get(contestId);
  if (known !== undefined) return known;
  const one = new Held(async (fold) => {
    const before = fold.state.seq;
    for await (const entry of readScopeLog(db.pool, contestId, before)) fold.apply(eventOf(entry));
    // The size of what is held already is looked at only when it is put there.
    if (fold.state.seq !== before && cache.peek(contestId) === one) {
      cache.delete(contestId);
      cache.set(contestId, one, { size: sizeOf(fold.state.seq) });
    }
    return fold;
  });
  cache.set(contestId, one, { size: sizeOf(0) });
  return one;
}

/** The log as it is now. However many ask at once, it is read by one at a time. */
export function foldOf(ctx: Pick<Ctx, 'db'>, { id }: Pick<Marks, 'id'>): Promise<CcsFold> {
  return heldOf(ctx, id).now();
}

/** The same, behind by less than half a second, and never behind a thaw or an end that the row tells of: all who listen to a contest ask the database once. */
export function recentFoldOf(
  ctx: Pick<Ctx, 'db'>,
  { id, thawed_at: thawed, finalised_at: final }: Marks,
): Promise<CcsFold> {
  return heldOf(ctx, id).recent(`${thawed?.getTime()} ${final?.getTime()}`);
}
