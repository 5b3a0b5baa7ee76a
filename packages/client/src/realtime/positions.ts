import type { Position } from './protocol.ts';

/** Where the places in channels are kept over restarts: `localStorage`, `AsyncStorage` of React Native, or the like. */
export type PositionStorage = {
  readonly getItem: (key: string) => string | null | undefined | Promise<string | null | undefined>;
  readonly setItem: (key: string, value: string) => unknown;
  readonly removeItem: (key: string) => unknown;
};

const SAVE_AFTER_MS = 200;

/** The place in each channel up to which everything has been handed on. With a storage they outlive the program, as far as it was done with them. */
export class Positions {
  readonly #storage: PositionStorage | undefined;
  readonly #key: string;
  readonly #places = new Map<string, Position>();
  #doneTo: (channel: string) => Position | undefined = () => undefined;
  #loaded: Promise<void> | undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;

  constructor(storage: PositionStorage | undefined, key: string) {
    this.#storage = storage;
    this.#key = key;
  }

  /** Are they kept for longer than this program runs? */
  get lasting(): boolean {
    return this.#storage !== undefined;
  }

  /** Reads what an earlier program has kept; once. Never throws: a storage that fails is like an empty one. */
  load(): Promise<void> {
    this.#loaded ??= this.#read().catch(() => undefined);
    return this.#loaded;
  }

  /** @param doneTo how far those who listen to a channel are, where that is less than what they were told */
  keep(doneTo: (channel: string) => Position | undefined): void {
    this.#doneTo = doneTo;
  }

  get(channel: string): Position | undefined {
    return this.#places.get(channel);
  }

  entries(): ReadonlyMap<string, Position> {
    return this.#places;
  }

  set(channel: string, position: Position): void {
    this.#places.set(channel, position);
    if (this.#storage !== undefined) this.#saving ??= setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  drop(channel: string): void {
    this.#places.delete(channel);
  }

  /** Writes what is held, as before the program is stopped. */
  save(): void {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    if (this.#storage === undefined) return;
    const places = [...this.#places].map(([channel, place]) => [channel, this.#doneTo(channel) ?? place]);
    const text = JSON.stringify(Object.fromEntries(places));
    void settled(() => this.#storage?.setItem(this.#key, text));
  }

  /** Forgets all, here and in the storage, as with a logout. */
  clear(): void {
    this.#places.clear();
    clearTimeout(this.#saving);
    this.#saving = undefined;
    void settled(() => this.#storage?.removeItem(this.#key));
  }

  async #read(): Promise<void> {
    const text = await this.#storage?.getItem(this.#key);
    const kept: unknown = JSON.parse(text ?? '{}');
    if (typeof kept !== 'object' || kept === null) return;
    for (const [channel, position] of Object.entries(kept)) {
      // What was heard since counts.
      if (isPosition(position) && !this.#places.has(channel)) this.#places.set(channel, position);
    }
  }
}

function isPosition(value: unknown): value is Position {
  if (typeof value !== 'object' || value === null) return false;
  const { epoch, offset } = value as Partial<Record<keyof Position, unknown>>;
  return typeof epoch === 'string' && typeof offset === 'number';
}

/** A storage that is full or closed costs the place, and nothing else. */
async function settled(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch {
    // See above.
  }
}
