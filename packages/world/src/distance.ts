/** A point on the earth: WGS 84, degrees. */
export type Point = { readonly lat: number; readonly lon: number };

/** Mean radius of the earth, metres (IUGG). */
const EARTH_METRES = 6_371_009;
const RADIAN = Math.PI / 180;

/** Great-circle distance in metres, by the haversine formula; the earth is taken as a sphere, so up to half a percent off. */
export function distanceMetres(a: Point, b: Point): number {
  const north = Math.sin(((b.lat - a.lat) * RADIAN) / 2);
  const east = Math.sin(((b.lon - a.lon) * RADIAN) / 2);
  const chord = north * north + Math.cos(a.lat * RADIAN) * Math.cos(b.lat * RADIAN) * east * east;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The point so many kilometres east and north of another; good for distances within a town. Longitudes stay in [-180, 180]. */
export function offsetPoint({ lat, lon }: Point, kmEast: number, kmNorth: number): Point {
  const perDegree = (EARTH_METRES * RADIAN) / 1_000;
  const east = lon + kmEast / (perDegree * Math.cos(lat * RADIAN));
  return { lat: lat + kmNorth / perDegree, lon: east > 180 ? east - 360 : east < -180 ? east + 360 : east };
}
