import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Plugin } from 'vite';
import { coastTileName, stepsOf, TILE_DEGREES, TILE_MARGIN, UNITS } from '../src/features/hotel/coast-tile.ts';

type Ring = readonly (readonly [x: number, y: number])[];

/** What of a closed line lies on one side of `at` along an axis (Sutherland and Hodgman, 1974, for one edge). */
export function clipped(ring: Ring, axis: 0 | 1, at: number, side: 1 | -1): Ring {
  const isIn = (point: Ring[number]) => (point[axis] - at) * side >= 0;
  const found: [number, number][] = [];
  for (const [index, point] of ring.entries()) {
    const before = ring[index === 0 ? ring.length - 1 : index - 1] ?? point;
    if (isIn(point) !== isIn(before)) {
      const share = (at - before[axis]) / (point[axis] - before[axis]);
      const other = before[(1 - axis) as 0 | 1] + share * (point[(1 - axis) as 0 | 1] - before[(1 - axis) as 0 | 1]);
      found.push(axis === 0 ? [at, other] : [other, at]);
    }
    if (isIn(point)) found.push([point[0], point[1]]);
  }
  return found;
}

function within(rings: readonly Ring[], axis: 0 | 1, low: number, high: number): Ring[] {
  return rings
    .filter((ring) => ring.some((point) => point[axis] >= low) && ring.some((point) => point[axis] <= high))
    .map((ring) => clipped(clipped(ring, axis, low, 1), axis, high, -1))
    .filter((ring) => ring.length > 2);
}

/** As a tile tells it. */
function steps(ring: Ring, west: number, south: number): number[] {
  return stepsOf(ring.map(([lon, lat]) => [Math.round((lon - west) * UNITS), Math.round((lat - south) * UNITS)]));
}

async function makeTiles(): Promise<Map<string, string>> {
  const file = createRequire(import.meta.url).resolve('world-atlas/land-10m.json');
  const atlas = JSON.parse(await readFile(file, 'utf8')) as Topology<{ land: GeometryCollection }>;
  const rings = feature(atlas, atlas.objects.land).features.flatMap(({ geometry }) => {
    if (geometry.type === 'Polygon') return geometry.coordinates as unknown as Ring[];
    return geometry.type === 'MultiPolygon' ? (geometry.coordinates.flat() as unknown as Ring[]) : [];
  });
  const tiles = new Map<string, string>();
  for (let x = 0; x < 360 / TILE_DEGREES; x += 1) {
    const west = x * TILE_DEGREES - 180 - TILE_MARGIN;
    const column = within(rings, 0, west, west + TILE_DEGREES + 2 * TILE_MARGIN);
    for (let y = 0; y < 180 / TILE_DEGREES; y += 1) {
      const south = y * TILE_DEGREES - 90 - TILE_MARGIN;
      const found = within(column, 1, south, south + TILE_DEGREES + 2 * TILE_MARGIN);
      const lines = found.map((ring) => steps(ring, west, south)).filter((line) => line.length > 4);
      if (lines.length > 0) tiles.set(coastTileName(x, y), `export default ${JSON.stringify(lines)};\n`);
    }
  }
  return tiles;
}

/**
 * Coasts at 1:10 million (Natural Earth), cut into tiles, so that whoever looks at a town gets those around it: some kilobytes of three megabytes. Where there is
 * only sea there is none.
 */
export function coastTiles(): Plugin {
  let made: Promise<Map<string, string>> | undefined;
  return {
    name: 'coast-tiles',
    async generateBundle() {
      for (const [fileName, source] of await (made ??= makeTiles()))
        this.emitFile({ type: 'asset', fileName: fileName.slice(1), source });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = request.url?.split('?')[0] ?? '';
        if (!path.startsWith('/assets/coast-')) return next();
        made ??= makeTiles();
        made.then((tiles) => {
          const tile = tiles.get(path);
          response.statusCode = tile === undefined ? 404 : 200;
          response.setHeader('content-type', 'text/javascript');
          response.end(tile);
        }, next);
      });
    },
  };
}
