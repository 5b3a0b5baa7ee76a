import { randomBytes } from 'node:crypto';
import { BoxFault, type Box, type TrustClass } from './box.ts';
import type { Backend } from './backend.ts';
import { bootId } from './cgroup.ts';
import type { CoreOf } from './cores.ts';
import type { SandboxLog } from './log.ts';

/** A box lent out. Give it back exactly once: `release` when all went well, `discard` after a fault. */
export type Lease = {
  /** Another one after `renew`. */
  readonly box: Box;
  readonly slot: number;
  /** Puts an empty new box in the place of one that cannot be cleaned, in the same seat: nobody comes in between. Throws `BoxFault` when none can be made. */
  readonly renew: () => Promise<void>;
  readonly release: () => void;
  readonly discard: () => void;
};

export type Pool = {
  /**
   * A clean box of that class, of that slot's core if it is free; waits when all slots are busy.
   * Throws `BoxFault` when none can be made.
   */
  acquire(trust: TrustClass, slot?: number): Promise<Lease>;
  /** Boxes there now; without those that are known to be lost. */
  census(): readonly { readonly trust: TrustClass; readonly open: number; readonly busy: number }[];
  /** The box made last, alive or not: all are made alike. */
  latest(): Box | undefined;
  close(): Promise<void>;
};

type Seat = { readonly slot: number; box: Promise<Box> | undefined };
type Shelf = {
  readonly free: Seat[];
  readonly waiting: { readonly serve: (seat: Seat) => void; readonly reject: (fault: BoxFault) => void }[];
};

/**
 * One seat per slot and trust class, each with a warm box. A box is reset in the background as soon as it is given back
 * and replaced when it is old, tainted, lost or on another core than its slot, so that whoever asks next finds it ready.
 */
export async function openPool(backend: Backend, slots: number, coreOf: CoreOf, log: SandboxLog): Promise<Pool> {
  // Unique also among workers in containers of one engine, which all have the same few pids.
  const name = `${await bootId()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const shelves = new Map<TrustClass, Shelf>();
  const boxes = new Set<Box>();
  const cores = new WeakMap<Box, number>();
  const lent = new Set<Box>();
  let latest: Box | undefined;
  const background = new Set<Promise<unknown>>();
  let made = 0;
  let closed = false;

  const inBackground = (work: Promise<unknown>): void => {
    background.add(work);
    void work.finally(() => background.delete(work));
  };

  async function open(trust: TrustClass, slot: number): Promise<Box> {
    const number = made++;
    const core = coreOf(slot);
    const box = await backend.open({ id: `${name}-${number}`, trust, core });
    boxes.add(box);
    cores.set(box, core);
    latest = box;
    if (closed) await drop(box);
    return box;
  }

  async function drop(box: Box): Promise<void> {
    boxes.delete(box);
    await box.close().catch((error: unknown) => log.warn({ box: box.id, err: error }, 'closing a box failed'));
  }

  function prepare(seat: Seat, trust: TrustClass): void {
    const box = open(trust, seat.slot);
    seat.box = box;
    box.catch(() => {}); // whoever acquires the seat sees it
  }

  function shelf(trust: TrustClass): Shelf {
    let found = shelves.get(trust);
    if (!found) {
      found = { free: Array.from({ length: slots }, (_, slot) => ({ slot, box: undefined })), waiting: [] };
      shelves.set(trust, found);
      for (const seat of found.free) prepare(seat, trust);
    }
    return found;
  }

  function seatFree(trust: TrustClass, seat: Seat): void {
    const { free, waiting } = shelf(trust);
    const next = waiting.shift();
    if (next) next.serve(seat);
    else free.push(seat);
  }

  function giveBack(trust: TrustClass, seat: Seat, box: Box, keep: boolean): void {
    const moved = trust !== 'compile' && cores.get(box) !== coreOf(seat.slot);
    const worn =
      moved ||
      box.tainted ||
      box.runs >= backend.lifetime.runs ||
      performance.now() - box.bornAt >= backend.lifetime.ms;
    if (closed) return inBackground(drop(box));
    if (keep && !worn) {
      seat.box = box.reset().then(
        async (clean) => {
          if (clean) return box;
          log.warn({ box: box.id }, 'a box did not become empty; replaced');
          await drop(box);
          return await open(trust, seat.slot);
        },
        async (error: unknown) => {
          log.warn({ box: box.id, err: error }, 'resetting a box failed; replaced');
          await drop(box);
          return await open(trust, seat.slot);
        },
      );
      seat.box.catch(() => {});
    } else {
      inBackground(drop(box));
      prepare(seat, trust);
    }
    seatFree(trust, seat);
  }

  async function seatBox(trust: TrustClass, seat: Seat): Promise<Box> {
    if (!seat.box) prepare(seat, trust);
    try {
      const box = await seat.box;
      if (!box) throw new BoxFault('no box');
      if (box.alive) return box;
      inBackground(drop(box));
      throw new BoxFault('the box was lost while it stood idle');
    } catch (error) {
      // Once more from scratch: what failed may have failed minutes ago.
      log.warn({ err: error }, 'a warm box was not to be had; making one');
      return await open(trust, seat.slot);
    }
  }

  async function acquire(trust: TrustClass, slot?: number): Promise<Lease> {
    if (closed) throw new BoxFault('the sandbox is closed');
    const { free, waiting } = shelf(trust);
    const wanted = Math.max(
      0,
      free.findIndex((seat) => seat.slot === slot),
    );
    const seat =
      free.splice(wanted, 1)[0] ?? (await new Promise<Seat>((serve, reject) => waiting.push({ serve, reject })));
    let box: Box;
    try {
      box = await seatBox(trust, seat);
    } catch (error) {
      seat.box = undefined;
      seatFree(trust, seat);
      throw error instanceof BoxFault ? error : new BoxFault('cannot make a box', { cause: error });
    }
    seat.box = undefined;
    lent.add(box);
    let given = false;
    const once = (keep: boolean) => (): void => {
      if (given) return;
      given = true;
      lent.delete(box);
      giveBack(trust, seat, box, keep);
    };
    const renew = async (): Promise<void> => {
      lent.delete(box);
      inBackground(drop(box));
      box = await open(trust, seat.slot).catch((error: unknown) => {
        throw new BoxFault('cannot make a box', { cause: error });
      });
      lent.add(box);
    };
    return {
      get box() {
        return box;
      },
      slot: seat.slot,
      renew,
      release: once(true),
      discard: once(false),
    };
  }

  async function close(): Promise<void> {
    closed = true;
    for (const { waiting } of shelves.values())
      for (const { reject } of waiting.splice(0)) reject(new BoxFault('the sandbox is closed'));
    const seats = [...shelves.values()].flatMap(({ free }) => free);
    await Promise.allSettled(seats.flatMap(({ box }) => box ?? []));
    await Promise.all([...boxes].map(drop));
    await Promise.allSettled(background);
  }

  shelf('compile');
  shelf('run');
  return {
    acquire,
    census: () =>
      [...shelves.keys()].map((trust) => {
        const of = (set: ReadonlySet<Box>): number => [...set].filter((box) => box.trust === trust && box.alive).length;
        return { trust, open: of(boxes), busy: of(lent) };
      }),
    latest: () => latest,
    close,
  };
}
