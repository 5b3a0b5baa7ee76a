/** How many of each are given, best first: four of each is what regional contests of the ICPC give. */
export const MEDALS = ['gold', 'silver', 'bronze'] as const;
export type Medal = (typeof MEDALS)[number];
export type MedalCounts = Readonly<Record<Medal, number>>;

export const USUAL_MEDALS: MedalCounts = { gold: 4, silver: 4, bronze: 4 };

/** What a place gets; who shares one gets the same. Undefined: none. */
export function medalOf(place: number | null, counts: MedalCounts): Medal | undefined {
  if (place === null) return undefined;
  let last = 0;
  return MEDALS.find((medal) => place <= (last += counts[medal]));
}
