import type { Topology, GeometryCollection } from 'topojson-specification';
import { coastTileName, pointsOf, TILE_DEGREES, TILE_MARGIN, UNITS, withoutEdges, type Units } from '../coast-tile.ts';
import { project, unproject, type Point } from '../mercator.ts';

/** A line of the map in the coordinates of `mercator.ts`, x and y by turns, with what it lies in. */
export type Outline = {
  readonly points: Float64Array;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

export type Land = {
  /** Closed lines; a lake or an enclave is one within another. */
  readonly shores: readonly (readonly Outline[])[];
  readonly borders: readonly Outline[];
  /** Countries with the middle of their largest part and how wide that is. */
  readonly countries: readonly { readonly name: string; readonly at: Point; readonly width: number }[];
};

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;

let loading: Promise<Land> | undefined;

/**
 * Coasts, borders and names of countries at 1:50 million (Natural Earth, which is in the public domain; as TopoJSON by `world-atlas`, ISC). Loaded once, when
 * the first map is looked at.
 */
export function loadLand(): Promise<Land> {
  loading ??= read().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function read(): Promise<Land> {
  const [{ feature, mesh }, atlas] = await Promise.all([
    import('topojson-client'),
    import('world-atlas/countries-50m.json').then(({ default: json }) => json as Atlas),
  ]);
  const { countries, land } = atlas.objects;
  return {
    shores: feature(atlas, land).features.flatMap(({ geometry }) =>
      polygonsOf(geometry).map((rings) => rings.map(outline)),
    ),
    borders: mesh(atlas, countries, (a, b) => a !== b).coordinates.map(outline),
    countries: feature(atlas, countries).features.flatMap(({ geometry, properties }) => {
      const parts = polygonsOf(geometry).flatMap(([outer]) => (outer === undefined ? [] : [outline(outer)]));
      const [largest] = parts.toSorted((a, b) => areaOf(b) - areaOf(a));
      return largest === undefined
        ? []
        : [{ name: properties.name, at: middleOf(largest), width: largest.right - largest.left }];
    }),
  };
}

/** A part of the world with its coasts as they are seen from near. */
export type CoastTile = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Undefined while they are on their way, and where they could not be had: then the coarse ones are drawn. */
  readonly shores: readonly Outline[] | undefined;
  /** Of the shores, without the edges of the tile. */
  readonly coasts: readonly Outline[];
};

const tiles = new Map<string, CoastTile>();

/** The tiles that have a part of a rectangle of the world in them. What is not there yet is asked for, and `onLoad` called when it has come. */
export function coastTilesIn(northWest: Point, southEast: Point, onLoad: () => void): CoastTile[] {
  const [upper, lower] = [unproject(northWest), unproject(southEast)];
  const columnOf = (lon: number) => Math.max(0, Math.min(35, Math.floor((lon + 180) / TILE_DEGREES)));
  const rowOf = (lat: number) => Math.max(0, Math.min(17, Math.floor((lat + 90) / TILE_DEGREES)));
  const found: CoastTile[] = [];
  for (let column = columnOf(upper.lon); column <= columnOf(lower.lon); column += 1)
    for (let row = rowOf(lower.lat); row <= rowOf(upper.lat); row += 1) found.push(tileAt(column, row, onLoad));
  return found;
}

function tileAt(column: number, row: number, onLoad: () => void): CoastTile {
  const name = coastTileName(column, row);
  const known = tiles.get(name);
  if (known !== undefined) return known;
  const [west, south] = [column * TILE_DEGREES - 180, row * TILE_DEGREES - 90];
  const northWest = project({ lat: Math.min(85, south + TILE_DEGREES), lon: west });
  const southEast = project({ lat: Math.max(-85, south), lon: west + TILE_DEGREES });
  const frame = { left: northWest.x, right: southEast.x, top: northWest.y, bottom: southEast.y };
  const empty: CoastTile = { ...frame, shores: undefined, coasts: [] };
  tiles.set(name, empty);
  import(/* @vite-ignore */ name).then(
    ({ default: lines }: { default: readonly (readonly number[])[] }) => {
      const rings = lines.map((steps) => pointsOf(steps));
      const outlineOf = (line: readonly Units[]) =>
        outline(line.map(([x, y]) => [west - TILE_MARGIN + x / UNITS, south - TILE_MARGIN + y / UNITS]));
      tiles.set(name, {
        ...frame,
        shores: rings.map(outlineOf),
        coasts: rings.flatMap((ring) => withoutEdges(ring).map(outlineOf)),
      });
      onLoad();
    },
    // Nothing but sea, or no network.
    () => undefined,
  );
  return empty;
}

type Rings = readonly (readonly (readonly number[])[])[];

function polygonsOf(geometry: { readonly type: string } & { readonly coordinates?: unknown }): readonly Rings[] {
  if (geometry.type === 'Polygon') return [geometry.coordinates as Rings];
  return geometry.type === 'MultiPolygon' ? (geometry.coordinates as readonly Rings[]) : [];
}

function outline(line: readonly (readonly number[])[]): Outline {
  const points = new Float64Array(line.length * 2);
  let [left, right, top, bottom] = [1, 0, 1, 0];
  for (const [index, [lon = 0, lat = 0]] of line.entries()) {
    const { x, y } = project({ lat, lon });
    points[index * 2] = x;
    points[index * 2 + 1] = y;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return { points, left, right, top, bottom };
}

const areaOf = ({ left, right, top, bottom }: Outline) => (right - left) * (bottom - top);

/** Centroid of the ring (shoelace formula), which lies within most countries. */
function middleOf({ points, left, right, top, bottom }: Outline): Point {
  let [area, x, y] = [0, 0, 0];
  for (let at = 0; at + 3 < points.length; at += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = points.subarray(at, at + 4);
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return area === 0 ? { x: (left + right) / 2, y: (top + bottom) / 2 } : { x: x / (3 * area), y: y / (3 * area) };
}
