import { z } from 'zod';
import { planFront, planZone, point, seatKind } from '@docket/contracts/catalog/seat';
import { hallInvalid, type Fault } from './faults.ts';
import type { HallFile, PlacedSeat } from './hall-file.ts';
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
  seats: z.record(
    z.string().regex(/^[A-Za-z]$/, 'use one letter'),
    z.strictObject({ zone: z.string(), kind: seatKind.default('seat') }),
  ),
  best: point.optional(),
  sections: z.array(section).min(1).max(200),
});

/** Reads the JSON form of a hall (docs/halls.md). @throws DocketError `hall_invalid` naming the paths */
export function readHallJson(text: string): HallFile {
  const parsed = hallJson.safeParse(parseJson(text));
  if (!parsed.success) {
    throw hallInvalid(parsed.error.issues.map((issue) => ({ path: pathOf(issue.path), message: issue.message })));
  }
  const { sections, seats: letters, ...rest } = parsed.data;
  const faults: Fault[] = [];
  const zones = new Set(rest.zones.map(({ id }) => id));
  for (const [letter, { zone }] of Object.entries(letters)) {
    if (!zones.has(zone))
      faults.push({
        path: `seats.${letter}.zone`,
        message: `there is no zone "${zone}"; the zones are ${[...zones].join(', ')}`,
      });
  }
  const seats: PlacedSeat[] = [];
  for (const [at, each] of sections.entries()) placeSection(each, `sections[${at}]`, letters, seats, faults);
  if (faults.length > 0) throw hallInvalid(faults);
  return {
    venue: rest.venue,
    name: rest.name,
    front: rest.front as HallFile['front'],
    zones: rest.zones,
    best: rest.best,
    seats,
  };
}

type Letters = z.infer<typeof hallJson>['seats'];

function placeSection(spec: Section, path: string, letters: Letters, seats: PlacedSeat[], faults: Fault[]): void {
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
    if (labels.length === 0) faults.push({ path: `${from}.label`, message: `${rowSpec.label} runs backwards` });
    distance += rowSpec.gap;
    for (const rowLabel of labels) {
      distance += spec.rowPitch;
      placeRow(
        { spec, rowSpec, row: `${spec.prefix}${rowLabel}`, places: pattern.places, distance, from },
        letters,
        seats,
      );
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
      row: name,
      number: String(number),
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
    return JSON.parse(text);
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
