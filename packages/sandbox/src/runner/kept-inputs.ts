import { MIB } from '../backend.ts';
import { KEPT_INPUTS } from './protocol.ts';

/** What a box keeps of inputs, all together. */
const KEPT_BYTES = 128 * MIB;
/** Sending less costs less than it is worth to remember: 0.2 ms. */
export const LEAST_BYTES = MIB / 4;

type Kept = { readonly number: number; readonly bytes: number; user: number };

/**
 * Which inputs a runner keeps under which numbers; it does as it is told from here. The least recently used give way, but never
 * one that the present user (a loaded program) has used: a test set that is larger than the room would otherwise push out
 * each of its own inputs just before its turn comes again.
 */
export class KeptInputs {
  /** In the order of use, the longest ago first. */
  readonly #kept = new Map<string, Kept>();
  readonly #free = Array.from({ length: KEPT_INPUTS }, (_, index) => KEPT_INPUTS - 1 - index);
  readonly #room: number;
  #bytes = 0;
  #user = 0;

  constructor(roomBytes = KEPT_BYTES) {
    this.#room = roomBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  has(id: string): boolean {
    return this.#kept.has(id);
  }

  /** The number of an input that is to be read now; undefined when it is not kept. */
  use(id: string): number | undefined {
    const found = this.#kept.get(id);
    if (found === undefined) return undefined;
    found.user = this.#user;
    this.#kept.delete(id);
    this.#kept.set(id, found);
    return found.number;
  }

  /** Where a new one goes and which numbers become empty before; undefined when it is not to be kept. */
  add(id: string, bytes: number): { readonly number: number; readonly forget: readonly number[] } | undefined {
    if (bytes < LEAST_BYTES || bytes > this.#room || this.#kept.has(id)) return undefined;
    const leaving: string[] = [];
    let [room, places] = [this.#room - this.#bytes, this.#free.length];
    for (const [other, kept] of this.#kept) {
      if (room >= bytes && places > 0) break;
      if (kept.user === this.#user) continue;
      leaving.push(other);
      room += kept.bytes;
      places += 1;
    }
    if (room < bytes || places === 0) return undefined;
    const forget = leaving.map((other) => this.#drop(other));
    const number = this.#free.pop();
    if (number === undefined) return undefined;
    this.#kept.set(id, { number, bytes, user: this.#user });
    this.#bytes += bytes;
    return { number, forget };
  }

  /** Another program is the user from now on. */
  nextUser(): void {
    this.#user += 1;
  }

  #drop(id: string): number {
    const kept = this.#kept.get(id);
    if (kept === undefined) throw new RangeError(`${id} is not kept`);
    this.#kept.delete(id);
    this.#bytes -= kept.bytes;
    this.#free.push(kept.number);
    return kept.number;
  }
}
