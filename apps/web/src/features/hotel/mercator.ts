/**
 * Web Mercator (EPSG:3857) with the world as a square of side 1: x from 180° W to 180° E, y from 85.05° N to 85.05° S.
 * At zoom z the world is 256 · 2^z pixels wide.
 */
export type Point = { readonly x: number; readonly y: number };
export type Place = { readonly lat: number; readonly lon: number };
/** `west,south,east,north` of a search, degrees. */
export type Box = { readonly west: number; readonly south: number; readonly east: number; readonly north: number };
/** What of the world is looked at: what is in the middle, and how near. */
export type View = { readonly center: Point; readonly zoom: number };
export type Size = { readonly width: number; readonly height: number };

/** Where the square ends. */
const LAT_MAX = 85.0511287798066;
const TILE = 256;
export const ZOOM_MIN = 1;
/** Outlines are drawn to about a kilometre; nearer than this they would pretend to know more. */
export const ZOOM_MAX = 16;
/** Earth's equator, metres (WGS 84). */
const EQUATOR = 40_075_016.686;

export function project({ lat, lon }: Place): Point {
  const sin = Math.sin((Math.max(-LAT_MAX, Math.min(LAT_MAX, lat)) * Math.PI) / 180);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) };
}

export function unproject({ x, y }: Point): Place {
  return { lon: (x - 0.5) * 360, lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI };
}

/** Pixels that the whole world is wide. */
export function worldSize(zoom: number): number {
  return TILE * 2 ** zoom;
}

/** Where a point lies in a window of this size, pixels from its upper left corner. */
export function toScreen(point: Point, { center, zoom }: View, { width, height }: Size): Point {
  const size = worldSize(zoom);
  return { x: (point.x - center.x) * size + width / 2, y: (point.y - center.y) * size + height / 2 };
}

export function fromScreen({ x, y }: Point, { center, zoom }: View, { width, height }: Size): Point {
  const size = worldSize(zoom);
  return { x: center.x + (x - width / 2) / size, y: center.y + (y - height / 2) / size };
}

const between = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

/** Keeps the zoom within its limits and the middle within the world. */
export function held({ center, zoom }: View): View {
  return {
    center: { x: between(center.x, 0, 1), y: between(center.y, 0, 1) },
    zoom: between(zoom, ZOOM_MIN, ZOOM_MAX),
  };
}

export function moved({ center, zoom }: View, dx: number, dy: number): View {
  const size = worldSize(zoom);
  return held({ center: { x: center.x - dx / size, y: center.y - dy / size }, zoom });
}

/** Nearer or further, with what is at `at` staying where it is. */
export function zoomed(view: View, by: number, at: Point, size: Size): View {
  const fixed = fromScreen(at, view, size);
  const zoom = between(view.zoom + by, ZOOM_MIN, ZOOM_MAX);
  const world = worldSize(zoom);
  return held({
    center: { x: fixed.x - (at.x - size.width / 2) / world, y: fixed.y - (at.y - size.height / 2) / world },
    zoom,
  });
}

/** The nearest view that has all of these in sight, `margin` pixels from the edges; undefined without any. */
export function around(places: readonly Place[], size: Size, margin = 48, nearest = 14): View | undefined {
  if (places.length === 0) return undefined;
  const points = places.map(project);
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = (length: number) => Math.max(40, length - 2 * margin);
  const zoom = Math.min(
    nearest,
    Math.log2(room(size.width) / TILE / Math.max(right - left, 1e-9)),
    Math.log2(room(size.height) / TILE / Math.max(bottom - top, 1e-9)),
  );
  return held({ center: { x: (left + right) / 2, y: (top + bottom) / 2 }, zoom });
}

/** The rectangle of the world in a window. */
export function boxOf(view: View, size: Size): Box {
  const northWest = unproject(fromScreen({ x: 0, y: 0 }, view, size));
  const southEast = unproject(fromScreen({ x: size.width, y: size.height }, view, size));
  return {
    west: Math.max(-180, northWest.lon),
    south: southEast.lat,
    east: Math.min(180, southEast.lon),
    north: northWest.lat,
  };
}

export function boxText({ west, south, east, north }: Box): string {
  return [west, south, east, north].map((degrees) => degrees.toFixed(4)).join(',');
}

/** Undefined for what is no box. */
export function boxIn(text: string | undefined): Box | undefined {
  const parts = (text ?? '').split(',').map(Number);
  const [west, south, east, north] = parts;
  if (parts.length !== 4 || west === undefined || south === undefined || east === undefined || north === undefined)
    return undefined;
  if (![west, south, east, north].every(Number.isFinite)) return undefined;
  const inWorld = west >= -180 && east <= 180 && south >= -90 && north <= 90;
  return inWorld && west < east && south < north ? { west, south, east, north } : undefined;
}

export type Scale = { readonly metres: number; readonly pixels: number };

/** The longest of 1, 2 and 5 times a power of ten metres that is at most so wide in the middle of a view. */
export function scaleOf({ center, zoom }: View, most = 110): Scale {
  const perPixel = (EQUATOR * Math.cos((unproject(center).lat * Math.PI) / 180)) / worldSize(zoom);
  const room = perPixel * most;
  const power = 10 ** Math.floor(Math.log10(room));
  const metres = ([5, 2, 1].find((times) => times * power <= room) ?? 1) * power;
  return { metres, pixels: metres / perPixel };
}

/** `200 m`, `5 km` */
export function distanceWords(metres: number): string {
  if (metres < 1_000) return `${Math.round(metres)} m`;
  return `${metres < 10_000 ? (metres / 1_000).toFixed(1).replace(/\.0$/, '') : Math.round(metres / 1_000)} km`;
}

export type Cluster<T> = { readonly at: Point; readonly members: readonly T[] };

/**
 * Puts together what would lie over each other: each joins the first cluster whose pin is within `reach` pixels and moves it towards itself, and so do clusters
 * that have moved into the reach of others, until none is. What is in `alone` is never put together with others. The same points give the same clusters.
 * @param points where each lies on the screen
 */
export function clustered<T>(
  points: readonly { readonly at: Point; readonly of: T }[],
  reach: Size,
  alone: (of: T) => boolean = () => false,
): Cluster<T>[] {
  const singles = points.filter(({ of }) => alone(of)).map(({ at, of }) => ({ at, members: [of] }));
  let before: Cluster<T>[] = points.filter(({ of }) => !alone(of)).map(({ at, of }) => ({ at, members: [of] }));
  for (;;) {
    const after = joined(before, reach);
    if (after.length === before.length) return [...singles, ...after];
    before = after;
  }
}

function joined<T>(clusters: readonly Cluster<T>[], reach: Size): Cluster<T>[] {
  const found: { x: number; y: number; members: T[] }[] = [];
  for (const { at, members } of clusters) {
    const near = found.find((one) => Math.abs(one.x - at.x) < reach.width && Math.abs(one.y - at.y) < reach.height);
    if (near === undefined) found.push({ ...at, members: [...members] });
    else {
      near.members.push(...members);
      const share = members.length / near.members.length;
      near.x += (at.x - near.x) * share;
      near.y += (at.y - near.y) * share;
    }
  }
  return found.map(({ x, y, members }) => ({ at: { x, y }, members }));
}
