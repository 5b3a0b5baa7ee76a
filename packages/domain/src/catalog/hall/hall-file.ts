import type { PlanFront, PlanSeat, Point, SeatKind } from '@docket/contracts/catalog/seat';

/** A seat as a file places it, before it gets its number. */
export type PlacedSeat = {
  readonly section: string;
  readonly row: string;
  /** As printed, after the row. */
  readonly number: string;
  /** Overrides row and number where a file says so. */
  readonly column: number;
  readonly zone: string;
  readonly x: number;
  readonly y: number;
  readonly kind: SeatKind;
  /** Where in the file, for messages. */
  readonly from: string;
};

/** What a file says of a hall, whatever its form. */
export type HallFile = {
  readonly venue: string | undefined;
  readonly name: string | undefined;
  /** What is left out is placed by the seats. */
  readonly front: Pick<PlanFront, 'kind'> & {
    readonly [K in keyof Omit<PlanFront, 'kind'>]?: PlanFront[K] | undefined;
  };
  /** In the order of the file; empty: those of the seats, by their ids. */
  readonly zones: readonly { readonly id: string; readonly name: string }[];
  readonly seats: readonly PlacedSeat[];
  readonly best: Point | undefined;
};

/** A hall that was checked: what is stored. */
export type Hall = {
  readonly front: PlanFront;
  readonly zones: readonly { readonly id: string; readonly name: string }[];
  readonly best: Point;
  readonly seats: readonly PlanSeat[];
};
