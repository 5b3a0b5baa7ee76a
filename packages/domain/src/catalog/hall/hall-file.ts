import type { PlanArea, PlanFront, PlanSeat, Point, SeatKind } from '@docket/contracts/catalog/seat';

/** A seat as a file places it, before it gets its number in the hall. Texts are in NFC. */
export type PlacedSeat = {
  readonly section: string;
  readonly row: string;
  /** In its row, as people count. */
  readonly number: string;
  /** Before row and number in the label, where the file says so. */
  readonly prefix: string;
  /** Overrides row and number where a file says so. */
  readonly column: number;
  readonly zone: string;
  readonly x: number;
  readonly y: number;
  readonly kind: SeatKind;
  /** Where in the file, for messages. */
  readonly from: string;
};

/** A standing area as a file describes it. What is left out is placed behind the seats. */
export type PlacedArea = {
  readonly area: string;
  readonly name: string;
  readonly zone: string;
  readonly places: number;
  readonly x?: number | undefined;
  readonly y?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
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
  readonly areas: readonly PlacedArea[];
  readonly best: Point | undefined;
};

/** A hall that was checked: what is stored. */
export type Hall = {
  readonly front: PlanFront;
  readonly zones: readonly { readonly id: string; readonly name: string }[];
  readonly best: Point;
  readonly seats: readonly PlanSeat[];
  readonly areas: readonly PlanArea[];
};

/** How many people it takes. */
export function capacityOf(hall: Pick<Hall, 'seats' | 'areas'>): number {
  return hall.areas.reduce((sum, { places }) => sum + places, hall.seats.length);
}

/** How many it takes in each price zone. */
export function zoneSizes(hall: Pick<Hall, 'seats' | 'areas' | 'zones'>): { zone: string; seats: number }[] {
  const sizes = new Map<string, number>();
  for (const { zone } of hall.seats) sizes.set(zone, (sizes.get(zone) ?? 0) + 1);
  for (const { zone, places } of hall.areas) sizes.set(zone, (sizes.get(zone) ?? 0) + places);
  return hall.zones.map(({ id }) => ({ zone: id, seats: sizes.get(id) ?? 0 }));
}
