import type { CoastTile, Land, Outline } from './api/land.ts';
import { project, toScreen, unproject, worldSize, type Place, type Point, type Size, type View } from './mercator.ts';

/** A name on the map. */
export type MapLabel = Place & {
  readonly name: string;
  /** Drawn from this zoom on; the first of the list have their place before the others. */
  readonly from: number;
  readonly strong?: boolean;
};

export type MapColours = {
  readonly land: string;
  readonly line: string;
  readonly text: string;
  readonly halo: string;
};

type Drawing = {
  readonly context: CanvasRenderingContext2D;
  readonly view: View;
  readonly size: Size;
  readonly colours: MapColours;
};

/** Draws what lies below the pins, whose places on the screen are given, so that names keep clear of them. Where
 * `near` has the coasts in detail those are drawn. Without `land`, which is still on its way, the net of degrees and the names. */
export function drawMap(
  drawing: Drawing,
  land: Land | undefined,
  near: readonly CoastTile[],
  labels: readonly MapLabel[],
  pins: readonly Point[],
): void {
  const { context, size, colours } = drawing;
  context.clearRect(0, 0, size.width, size.height);
  context.lineJoin = 'round';
  const tiles = near.filter(({ shores }) => shores !== undefined);
  outside(drawing, tiles, () => {
    context.fillStyle = colours.land;
    context.beginPath();
    for (const [outer, ...inner] of land?.shores ?? [])
      if (outer !== undefined && isSeen(outer, drawing)) for (const ring of [outer, ...inner]) trace(ring, drawing);
    context.fill('evenodd');
  });
  context.fillStyle = colours.land;
  for (const { shores = [] } of tiles) {
    context.beginPath();
    for (const ring of shores) if (isSeen(ring, drawing)) trace(ring, drawing);
    context.fill('evenodd');
  }
  drawNet(drawing);
  context.strokeStyle = colours.line;
  context.lineWidth = 1.2;
  outside(drawing, tiles, () => context.stroke(linesOf(land?.shores.flat() ?? [], drawing)));
  for (const { coasts } of tiles) context.stroke(linesOf(coasts, drawing));
  context.setLineDash([4, 3]);
  context.lineWidth = 1;
  context.stroke(linesOf(land?.borders ?? [], drawing));
  context.setLineDash([]);
  drawLabels(drawing, land, labels, pins);
}

/** Draws on what lies in none of the tiles. */
function outside(drawing: Drawing, tiles: readonly CoastTile[], draw: () => void): void {
  const { context, view, size } = drawing;
  context.save();
  const free = new Path2D();
  free.rect(0, 0, size.width, size.height);
  for (const { left, right, top, bottom } of tiles) {
    const from = toScreen({ x: left, y: top }, view, size);
    const to = toScreen({ x: right, y: bottom }, view, size);
    // The other way round than the window, so that it is a hole in it.
    free.moveTo(from.x, from.y);
    free.lineTo(from.x, to.y);
    free.lineTo(to.x, to.y);
    free.lineTo(to.x, from.y);
    free.closePath();
  }
  context.clip(free, 'evenodd');
  draw();
  context.restore();
}

function isSeen({ left, right, top, bottom }: Outline, { view, size }: Drawing): boolean {
  const world = worldSize(view.zoom);
  const [halfX, halfY] = [size.width / 2 / world, size.height / 2 / world];
  const { x, y } = view.center;
  return right >= x - halfX && left <= x + halfX && bottom >= y - halfY && top <= y + halfY;
}

/** Adds a line to the path, without points that would fall on the pixel before them. */
function trace(
  { points }: Outline,
  { context, view, size }: Drawing,
  path: CanvasRenderingContext2D | Path2D = context,
): void {
  const world = worldSize(view.zoom);
  const [offX, offY] = [size.width / 2 - view.center.x * world, size.height / 2 - view.center.y * world];
  let [lastX, lastY] = [Infinity, Infinity];
  for (let at = 0; at < points.length; at += 2) {
    const x = (points[at] ?? 0) * world + offX;
    const y = (points[at + 1] ?? 0) * world + offY;
    const isEnd = at === 0 || at === points.length - 2;
    if (!isEnd && Math.abs(x - lastX) < 0.8 && Math.abs(y - lastY) < 0.8) continue;
    if (at === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
    [lastX, lastY] = [x, y];
  }
}

function linesOf(lines: readonly Outline[], drawing: Drawing): Path2D {
  const path = new Path2D();
  for (const line of lines) if (isSeen(line, drawing)) trace(line, drawing, path);
  return path;
}

/** Steps of the net, degrees. */
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45];
const NET_PX = 120;

/** Meridians and parallels: without streets they show that the map moves, and how far. */
function drawNet({ context, view, size, colours }: Drawing): void {
  const world = worldSize(view.zoom);
  const step = STEPS.find((degrees) => (degrees / 360) * world >= NET_PX) ?? 45;
  const middle = unproject(view.center);
  context.strokeStyle = colours.line;
  context.globalAlpha = 0.28;
  context.lineWidth = 1;
  context.beginPath();
  for (let index = -20; index <= 20; index += 1) {
    const lon = Math.round(middle.lon / step + index) * step;
    const lat = Math.round(middle.lat / step + index) * step;
    const { x } = toScreen(project({ lat: 0, lon }), view, size);
    const { y } = toScreen(project({ lat, lon: 0 }), view, size);
    if (Math.abs(lon) <= 180 && x >= 0 && x <= size.width) {
      context.moveTo(Math.round(x) + 0.5, 0);
      context.lineTo(Math.round(x) + 0.5, size.height);
    }
    if (Math.abs(lat) <= 85 && y >= 0 && y <= size.height) {
      context.moveTo(0, Math.round(y) + 0.5);
      context.lineTo(size.width, Math.round(y) + 0.5);
    }
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** Steps to the side of which the first that has room is taken, pixels. */
const ASIDE = [0, 24, -24] as const;

/** Names that have room: the first takes its place, above or below it where a pin stands there, and whoever would lie over it is left out. */
function drawLabels(
  { context, view, size, colours }: Drawing,
  land: Land | undefined,
  labels: readonly MapLabel[],
  pins: readonly Point[],
): void {
  const taken = pins.map(({ x, y }) => ({ x, y, width: 48 }));
  const write = (name: string, x: number, middle: number, font: string, alpha: number) => {
    context.font = font;
    const { width } = context.measureText(name);
    const isFree = (y: number) =>
      taken.every((one) => Math.abs(one.x - x) >= (one.width + width) / 2 + 6 || Math.abs(one.y - y) >= 22);
    const aside = ASIDE.find((step) => isFree(middle + step));
    if (aside === undefined) return;
    const y = middle + aside;
    taken.push({ x, y, width });
    context.globalAlpha = alpha;
    context.lineWidth = 3;
    context.strokeStyle = colours.halo;
    context.strokeText(name, x, y);
    context.fillStyle = colours.text;
    context.fillText(name, x, y);
    context.globalAlpha = 1;
  };
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const label of labels) {
    if (view.zoom < label.from) continue;
    const { x, y } = toScreen(project(label), view, size);
    if (x < 0 || y < 0 || x > size.width || y > size.height) continue;
    write(label.name, x, y, label.strong === true ? '600 13px sans-serif' : '500 12px sans-serif', 0.9);
  }
  const world = worldSize(view.zoom);
  for (const { name, at, width } of land?.countries ?? []) {
    if (width * world < name.length * 7 || width * world > 6 * size.width) continue;
    const { x, y } = toScreen(at, view, size);
    write(name, x, y, '600 11px sans-serif', 0.6);
  }
}
