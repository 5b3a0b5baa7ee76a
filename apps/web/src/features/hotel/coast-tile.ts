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

/** A point in whole units from the south-west corner of a tile's margin. */
export type Units = readonly [x: number, y: number];

/** The points of a line from its steps: each from the one before, the first from the corner. */
export function pointsOf(steps: readonly number[]): Units[] {
  let [x, y] = [0, 0];
  return Array.from({ length: steps.length / 2 }, (_, index) => {
    x += steps[index * 2] ?? 0;
    y += steps[index * 2 + 1] ?? 0;
    return [x, y] as const;
  });
}

const EDGE = (TILE_DEGREES + 2 * TILE_MARGIN) * UNITS;

/** The pieces of a ring between its stretches along the edges of the tile, which are no coast. */
export function withoutEdges(ring: readonly Units[]): Units[][] {
  const pieces: Units[][] = [];
  let piece: Units[] = [];
  const close = () => {
    if (piece.length > 1) pieces.push(piece);
    piece = [];
  };
  for (const [index, point] of [...ring, ...ring.slice(0, 1)].entries()) {
    const before = ring[index - 1];
    const isAlong = (axis: 0 | 1) =>
      before !== undefined && before[axis] === point[axis] && (point[axis] <= 0 || point[axis] >= EDGE);
    if (isAlong(0) || isAlong(1)) close();
    piece.push(point);
  }
  close();
  return pieces;
}

/** The steps of a line from its points, of which none is told twice in a row. */
export function stepsOf(points: readonly Units[]): number[] {
  const found: number[] = [];
  let [lastX, lastY] = [0, 0];
  for (const [x, y] of points) {
    if (found.length > 0 && x === lastX && y === lastY) continue;
    found.push(x - lastX, y - lastY);
    [lastX, lastY] = [x, y];
  }
  return found;
}
