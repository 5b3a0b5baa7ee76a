import type { SeatMap } from '@docket/client/seat-map';
import type { SeatLook } from './seat-words.ts';

export type BoardView = {
  /** In the order of choosing. */
  readonly chosen: readonly number[];
  /** Chosen seats that somebody else took, until they are acknowledged. */
  readonly lost: readonly number[];
  /** Undefined until the seats are known. */
  readonly free: number | undefined;
};

type Listener = (changed: readonly number[]) => void;

const UNKNOWN: BoardView = { chosen: [], lost: [], free: undefined };

/**
 * The seats of a show as one person sees them: what the server says of each, what this person has chosen, and what is
 * theirs already. Listeners hear which seats look different now, so that only those are drawn again.
 */
export class SeatBoard {
  readonly #listeners = new Set<Listener>();
  readonly #chosen = new Set<number>();
  #own: ReadonlySet<number> = new Set();
  #map: SeatMap | undefined;
  #claiming = false;
  #view: BoardView = UNKNOWN;

  get view(): BoardView {
    return this.#view;
  }

  /** What the server says of the seats; undefined until it has. */
  get map(): SeatMap | undefined {
    return this.#map;
  }

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  lookOf(seat: number): SeatLook {
    if (this.#own.has(seat)) return 'own';
    if (this.#chosen.has(seat)) return 'chosen';
    return this.isFree(seat) ? 'free' : 'taken';
  }

  /** Nobody holds or has it, as far as is known. */
  isFree(seat: number): boolean {
    return (this.#map?.seats.get(seat)?.state ?? 'free') === 'free';
  }

  /** How many places of a standing area nobody holds or has, as far as is known. */
  freeIn({ first, places }: { readonly first: number; readonly places: number }): number {
    let taken = 0;
    for (const [seat, { state }] of this.#map?.seats ?? [])
      if (state !== 'free' && seat >= first && seat < first + places) taken += 1;
    return places - taken;
  }

  /** Takes in what the server says. A chosen seat that is taken now is chosen no more, and counts as lost. */
  take(map: SeatMap): void {
    const before = this.#map?.seats;
    const changed = [...map.seats]
      .filter(([seat, { state }]) => (before?.get(seat)?.state ?? 'free') !== state)
      .map(([seat]) => seat);
    this.#map = map;
    const lost = this.#claiming
      ? []
      : changed.filter((seat) => this.#chosen.has(seat) && !this.#own.has(seat) && !this.isFree(seat));
    for (const seat of lost) this.#chosen.delete(seat);
    this.#tell(changed, { lost: [...this.#view.lost, ...lost] });
  }

  /** Chooses a free seat, or no longer. Returns false for one that cannot be had. */
  toggle(seat: number): boolean {
    if (this.#chosen.delete(seat)) {
      this.#tell([seat]);
      return true;
    }
    if (this.#own.has(seat) || !this.isFree(seat)) return false;
    this.#chosen.add(seat);
    this.#tell([seat]);
    return true;
  }

  /** Chooses these instead of what was chosen; those that are not free are left out. */
  choose(seats: readonly number[]): void {
    const before = [...this.#chosen];
    this.#chosen.clear();
    for (const seat of seats) if (this.isFree(seat) && !this.#own.has(seat)) this.#chosen.add(seat);
    this.#tell([...new Set([...before, ...seats])], { lost: [] });
  }

  /** Seats that this person holds or has bought. */
  setOwn(seats: readonly number[]): void {
    const changed = new Set([...this.#own, ...seats]);
    this.#own = new Set(seats);
    for (const seat of seats) this.#chosen.delete(seat);
    this.#tell([...changed], { lost: this.#view.lost.filter((seat) => !this.#own.has(seat)) });
  }

  /** While a request for the chosen seats is on its way, that they become taken is no loss. */
  claim(claiming: boolean): void {
    this.#claiming = claiming;
    if (claiming) return;
    const lost = [...this.#chosen].filter((seat) => !this.isFree(seat) && !this.#own.has(seat));
    for (const seat of lost) this.#chosen.delete(seat);
    if (lost.length > 0) this.#tell(lost, { lost: [...this.#view.lost, ...lost] });
  }

  acknowledge(): void {
    this.#tell([], { lost: [] });
  }

  #tell(changed: readonly number[], change: Partial<BoardView> = {}): void {
    this.#view = { ...this.#view, ...change, chosen: [...this.#chosen], free: this.#map?.freeCount };
    for (const listener of this.#listeners) listener(changed);
  }
}
