import { rowKey, type PlanArea, type PlanFront, type PlanSeat, type Point } from './seat.ts';

/** A plan ready to be drawn as SVG: everything in the units of its view box, whose left upper corner is 0, 0. */
export type Drawing = {
  readonly width: number;
  readonly height: number;
  readonly front: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly seats: readonly DrawnSeat[];
  /** Standing areas, each by its left upper corner. */
  readonly areas: readonly (Point & { readonly area: string; readonly width: number; readonly height: number })[];
  /** What rows are called, at their ends. */
  readonly rows: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  /** What parts of the house are called; one whose name has no room anywhere beside it is left out. */
  readonly sections: readonly { readonly text: string; readonly x: number; readonly y: number }[];
};

export type DrawnSeat = {
  readonly seat: number;
  /** Centre. */
  readonly x: number;
  readonly y: number;
  /** Side of the square it may fill without touching its neighbours. */
  readonly size: number;
};

type Plan = {
  readonly front: PlanFront;
  readonly seats: readonly PlanSeat[];
  readonly areas?: readonly PlanArea[] | undefined;
};

/** Share of the pitch that a seat fills. */
const FILL = 0.8;
/** Room around everything, in pitches; the names of the rows stand in it. */
const MARGIN = 1.5;

/** Places a plan on paper. `pitch` is how far apart neighbours are drawn; the same plan and pitch give the same drawing. */
export function drawPlan(plan: Plan, pitch = 24): Drawing {
  const { front, areas = [] } = plan;
  const sections = placeNames(plan);
  const corners: readonly Point[] = [...[front, ...areas, ...sections].flatMap(cornersOf), ...plan.seats];
  const box = boxOf(corners);
  const [left, top] = [box.left - MARGIN, box.top - MARGIN];
  const place = ({ x, y }: Point): Point => ({ x: (x - left) * pitch, y: (y - top) * pitch });
  const rows = [...Map.groupBy(plan.seats, rowKey).values()];
  return {
    width: (box.right - box.left + 2 * MARGIN) * pitch,
    height: (box.bottom - box.top + 2 * MARGIN) * pitch,
    front: {
      ...place({ x: front.x - front.width / 2, y: front.y - front.height / 2 }),
      width: front.width * pitch,
      height: front.height * pitch,
    },
    seats: plan.seats.map((seat) => ({ seat: seat.seat, ...place(seat), size: FILL * pitch })),
    areas: areas.map(({ area, x, y, width, height }) => ({
      area,
      ...place({ x: x - width / 2, y: y - height / 2 }),
      width: width * pitch,
      height: height * pitch,
    })),
    rows: rows.flatMap((seats) => endsOf(seats).map((end) => ({ text: seats[0]?.row ?? '', ...place(end) }))),
    sections: sections.map(({ text, ...at }) => ({ text, ...place(at) })),
  };
}

function cornersOf({ x, y, width, height }: Point & { readonly width: number; readonly height: number }): Point[] {
  return [
    { x: x - width / 2, y: y - height / 2 },
    { x: x + width / 2, y: y + height / 2 },
  ];
}

function boxOf(points: readonly Point[]): { left: number; right: number; top: number; bottom: number } {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** One pitch beyond the first and the last seat, in the direction the row has there. */
function endsOf(seats: readonly PlanSeat[]): Point[] {
  const row = seats.toSorted((a, b) => a.column - b.column);
  const [first, second, last, before] = [row[0], row[1], row.at(-1), row.at(-2)];
  if (first === undefined || last === undefined) return [];
  if (second === undefined || before === undefined) return [{ x: first.x - 1, y: first.y }];
  return [beyond(second, first), beyond(before, last)];
}

function beyond(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: to.x + (to.x - from.x) / length, y: to.y + (to.y - from.y) / length };
}

type Box = Point & { readonly width: number; readonly height: number };

/** Of a letter of a section's name, in pitches. */
const LETTER = { width: 0.42, height: 0.8 };

/** Where the names of sections are written, each on ground that nothing else stands on: neither the stage, nor a standing area, a seat or another name. */
function placeNames({ front, seats, areas = [] }: Plan): (Box & { readonly text: string })[] {
  const taken: Box[] = [front, ...areas, ...seats.map(({ x, y }) => ({ x, y, width: FILL, height: FILL }))];
  const names: (Box & { readonly text: string })[] = [];
  for (const [text, ofSection] of Map.groupBy(seats, ({ section }) => section)) {
    if (text === '') continue;
    const size = { width: text.length * LETTER.width, height: LETTER.height };
    for (const at of spotsFor(ofSection, size.width)) {
      const name = { text, ...at, ...size };
      if (taken.some((other) => overlap(name, other))) continue;
      names.push(name);
      taken.push(name);
      break;
    }
  }
  return names;
}

/** Where a section's name may stand, the best first: in its middle where that is an aisle, before the first row, behind the last, beside them, anywhere in it. */
function* spotsFor(seats: readonly Point[], width: number): Generator<Point> {
  const box = boxOf(seats);
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  // Rows may be curved: what counts is where they are above and below the name.
  const near = seats.filter(({ x }) => Math.abs(x - middle.x) <= width / 2 + 1);
  const column = near.length === 0 ? box : boxOf(near);
  // The names of rows stand one pitch beside the seats.
  const aside = 1.6 + width / 2;
  yield middle;
  yield { x: middle.x, y: column.top - 1 };
  yield { x: middle.x, y: column.bottom + 1 };
  yield { x: box.left - aside, y: middle.y };
  yield { x: box.right + aside, y: middle.y };
  for (let y = box.top - 1; y <= box.bottom + 1; y += 0.5)
    for (let x = box.left; x <= box.right; x += 0.5) yield { x, y };
}

function overlap(a: Box, b: Box): boolean {
  return Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
}
