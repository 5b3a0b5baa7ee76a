import { z } from 'zod';
import { HALL_MAX_PLACES, HALL_MAX_SEATS, planFront, planZone, point, seatKind } from '@docket/contracts/catalog/seat';
import { hallInvalid, tooManySeats, type Fault } from './faults.ts';
import type { HallFile, PlacedSeat } from './hall-file.ts';
import { areaId } from './read-hall-table.ts';
import { readPattern, readRowLabels } from './row-pattern.ts';

const coordinate = z.number().min(-2_000).max(2_000);
const label = z.string().max(20);

const row = z.strictObject({
  label: z.string().min(1).max(20),
  seats: z.string().min(1).max(2_000),
  /** Number of the leftmost seat, or of the rightmost if `reverse`. */
  first: z.int().min(0).max(9_999).default(1),
  /** Numbers grow from right to left. */
  reverse: z.boolean().default(false),
  /** To the right, in seat pitches. */
  offset: coordinate.default(0),
  /** More room before this row. */
  gap: z.number().min(0).max(100).default(0),
});
type RowSpec = z.infer<typeof row>;

const section = z.strictObject({
  name: z.string().max(60).default(''),
  /** Before the row in labels: `B-` makes `B-C12`. */
  prefix: label.default(''),
  /** Middle of the first row; of curved sections the point all rows are equally far from. */
  x: coordinate.default(0),
  y: coordinate.default(0),
  rowPitch: z.number().min(0.5).max(20).default(1),
  /** Rows as arcs: radius of the first, and which way the middle of the section lies, in degrees; 0 is away from the stage, 90 to the right. */
  curve: z
    .strictObject({ radius: z.number().min(1).max(2_000), angle: z.number().min(-360).max(360).default(0) })
    .optional(),
  rows: z.array(row).min(1).max(500),
});
type Section = z.infer<typeof section>;

/** A standing area; without a place it lies behind the seats. */
const area = z.strictObject({
  id: z.string().trim().min(1).max(30).optional(),
  name: z.string().trim().min(1).max(30),
  zone: z.string(),
  places: z.int().min(1).max(HALL_MAX_PLACES),
  x: coordinate.optional(),
  y: coordinate.optional(),
  width: z.number().min(1).max(500).optional(),
  height: z.number().min(1).max(500).optional(),
});

const hallJson = z.strictObject({
  $schema: z.string().optional(),
  venue: z.string().max(80).optional(),
  name: z.string().trim().min(1).max(100).optional(),
  front: planFront.partial().required({ kind: true }).default({ kind: 'screen' }),
  zones: z
    .array(planZone.extend({ id: z.string().min(1).max(60), name: z.string().min(1).max(60) }))
    .min(1)
    .max(50),
  /** What the letters of the rows stand for. */
  seats: z
    .record(
      z.string().regex(/^[A-Za-z]$/, 'use one letter'),
      z.strictObject({ zone: z.string(), kind: seatKind.default('seat') }),
    )
    .default({}),
  best: point.optional(),
  sections: z.array(section).max(200).default([]),
  areas: z.array(area).max(50).default([]),
});

/** Reads the JSON form of a hall (docs/halls.md). @throws DocketError `hall_invalid` naming the paths */
export function readHallJson(text: string): HallFile {
  const parsed = hallJson.safeParse(parseJson(text));
  if (!parsed.success) {
    throw hallInvalid(parsed.error.issues.map((issue) => ({ path: pathOf(issue.path), message: issue.message })));
  }
  const { sections, areas, seats: letters, ...rest } = parsed.data;
  const faults: Fault[] = [];
  const zones = new Set(rest.zones.map(({ id }) => id));
  const named = [
    ...Object.entries(letters).map(([letter, { zone }]) => ({ path: `seats.${letter}.zone`, zone })),
    ...areas.map(({ zone }, at) => ({ path: `areas[${at}].zone`, zone })),
  ];
  for (const { path, zone } of named) {
    if (!zones.has(zone))
      faults.push({ path, message: `there is no zone "${zone}"; the zones are ${[...zones].join(', ')}` });
  }
  const seats: PlacedSeat[] = [];
  // Gaps cost as much as seats, and one label can stand for hundreds of rows.
  const room = { places: 2 * HALL_MAX_SEATS };
  for (const [at, each] of sections.entries()) placeSection(each, `sections[${at}]`, letters, seats, faults, room);
  if (seats.length > HALL_MAX_SEATS) throw tooManySeats();
  if (faults.length > 0) throw hallInvalid(faults);
  return {
    venue: rest.venue,
    name: rest.name,
    front: rest.front,
    zones: rest.zones,
    best: rest.best,
    seats,
    areas: areas.map(({ id, ...each }, at) => ({ ...each, area: id ?? areaId(each.name), from: `areas[${at}]` })),
  };
}

type Letters = z.infer<typeof hallJson>['seats'];

function placeSection(
  spec: Section,
  path: string,
  letters: Letters,
  seats: PlacedSeat[],
  faults: Fault[],
  room: { places: number },
): void {
  let distance = -spec.rowPitch;
  for (const [at, rowSpec] of spec.rows.entries()) {
    const from = `${path}.rows[${at}]`;
    const pattern = readPattern(rowSpec.seats);
    if ('fault' in pattern) {
      faults.push({ path: `${from}.seats`, message: pattern.fault });
      continue;
    }
    const unknown = pattern.places.find((letter) => letter !== null && letters[letter] === undefined);
    if (typeof unknown === 'string') {
      faults.push({ path: `${from}.seats`, message: `the letter ${unknown} stands for no seat; add it to "seats"` });
      continue;
    }
    const labels = readRowLabels(rowSpec.label);
    if ('fault' in labels) {
      faults.push({ path: `${from}.label`, message: labels.fault });
      continue;
    }
    distance += rowSpec.gap;
    for (const rowLabel of labels.rows) {
      room.places -= pattern.places.length;
      if (room.places < 0 || seats.length > HALL_MAX_SEATS) throw tooManySeats();
      distance += spec.rowPitch;
      placeRow({ spec, rowSpec, row: rowLabel, places: pattern.places, distance, from }, letters, seats);
    }
  }
}

type RowToPlace = {
  readonly spec: Section;
  readonly rowSpec: RowSpec;
  readonly row: string;
  readonly places: readonly (string | null)[];
  /** From the section's first row. */
  readonly distance: number;
  readonly from: string;
};

function placeRow(
  { spec, rowSpec, row: name, places, distance, from }: RowToPlace,
  letters: Letters,
  seats: PlacedSeat[],
): void {
  const count = places.filter((place) => place !== null).length;
  let before = 0;
  for (const [at, letter] of places.entries()) {
    const meaning = letter === null ? undefined : letters[letter];
    if (meaning === undefined) continue;
    const number = rowSpec.first + (rowSpec.reverse ? count - 1 - before : before);
    before += 1;
    const along = at - (places.length - 1) / 2 + rowSpec.offset;
    seats.push({
      section: spec.name,
      // Without the name of a section the prefix is all that tells its rows from those of others.
      row: spec.name === '' ? `${spec.prefix}${name}` : name,
      number: String(number),
      prefix: spec.name === '' ? '' : spec.prefix,
      column: at + 1,
      zone: meaning.zone,
      kind: meaning.kind,
      ...positionOf(spec, along, distance),
      from,
    });
  }
}

function positionOf(spec: Section, along: number, distance: number): { x: number; y: number } {
  if (spec.curve === undefined) return { x: spec.x + along, y: spec.y + distance };
  const radius = spec.curve.radius + distance;
  // At 0 the row runs from left to right on the plan; a turned section turns with its rows.
  const angle = (spec.curve.angle * Math.PI) / 180 + along / radius;
  return { x: spec.x + radius * Math.sin(angle), y: spec.y + radius * Math.cos(angle) };
}

function parseJson(text: string): unknown {
  try {
    // Escapes, too, may write an accent apart from its letter.
    return JSON.parse(text, (_, value) => (typeof value === 'string' ? value.normalize('NFC') : value));
  } catch (cause) {
    throw hallInvalid([
      { path: 'file', message: `is not JSON: ${String(cause).replaceAll(/\s+/g, ' ').slice(0, 150)}` },
    ]);
  }
}

function pathOf(path: readonly PropertyKey[]): string {
  return (
    path.reduce<string>(
      (text, part) =>
        typeof part === 'number' ? `${text}[${part}]` : `${text}${text === '' ? '' : '.'}${String(part)}`,
      '',
    ) || 'file'
  );
}
