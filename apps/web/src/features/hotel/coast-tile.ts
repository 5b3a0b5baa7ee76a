/** Degrees that a tile of coasts is wide and high. */
export const TILE_DEGREES = 10;
/** Tiles overlap by so much on each side, degrees, so that no seam is seen. */
export const TILE_MARGIN = 0.02;
/** Points are told in thousandths of a degree, some hundred metres: what the data is good for. */
export const UNITS = 1_000;

/** The address of a tile: columns from 180° W to the east, rows from the South Pole to the north. */
export function coastTileName(column: number, row: number): string {
  return `/assets/coast-${column}-${row}.js`;
}
