/** Nights that are remembered at once, a power of two: the horizon, the longest stay, and a few that are over. */
const RING = 512;
const SLOTS_PER_SLAB = 256;

/**
 * How many rooms are free in nights of room types that somebody has wanted, two bytes each. A type without a slot has never been wanted, and a night that was never set is
 * as full as its type says.
 */
export class NightStore {
  readonly #slabs: Uint16Array[] = [];
  #slots = 0;
  #from: number;

  /** @param from number of the first night that is remembered; nights before it, and those `RING` later, are not */
  constructor(from: number) {
    this.#from = from;
  }

  get from(): number {
    return this.#from;
  }

  claim(): number {
    if (this.#slots % SLOTS_PER_SLAB === 0) this.#slabs.push(new Uint16Array(SLOTS_PER_SLAB * RING));
    return this.#slots++;
  }

  set(slot: number, night: number, free: number): void {
    if (night < this.#from || night >= this.#from + RING) return;
    const slab = this.#slabs[Math.floor(slot / SLOTS_PER_SLAB)];
    if (slab !== undefined)
      slab[(slot % SLOTS_PER_SLAB) * RING + (night & (RING - 1))] = Math.min(65_535, Math.max(0, free) + 1);
  }

  /** −1 where nothing is known of the night. */
  free(slot: number, night: number): number {
    if (night < this.#from || night >= this.#from + RING) return -1;
    const value =
      this.#slabs[Math.floor(slot / SLOTS_PER_SLAB)]?.[(slot % SLOTS_PER_SLAB) * RING + (night & (RING - 1))];
    return (value ?? 0) - 1;
  }

  /** Moves on: the nights before are forgotten, and their places are those of nights to come. */
  advance(from: number): void {
    if (from <= this.#from) return;
    const over = Math.min(RING, from - this.#from);
    for (const slab of this.#slabs)
      for (let at = 0; at < SLOTS_PER_SLAB; at += 1)
        for (let night = this.#from; night < this.#from + over; night += 1) slab[at * RING + (night & (RING - 1))] = 0;
    this.#from = from;
  }
}
