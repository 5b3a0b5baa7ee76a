import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DocketError } from '@docket/contracts/errors';
import { drawPlan } from '@docket/contracts/catalog/draw-plan';
import { bestSeats } from './best-seats.ts';
import { buildHall } from './build-hall.ts';
import type { Hall } from './hall-file.ts';
import { readHallCsv } from './read-csv.ts';
import { readHallJson } from './read-json.ts';
import { readPattern } from './row-pattern.ts';
import { createSeatMap } from './seat-map.ts';

const EXAMPLES = new URL('../../../../../examples/halls/', import.meta.url);
const example = (name: string): Hall => {
  const text = readFileSync(new URL(name, EXAMPLES), 'utf8');
  return buildHall(name.endsWith('.csv') ? readHallCsv(text) : readHallJson(text));
};
const json = (hall: unknown): Hall => buildHall(readHallJson(JSON.stringify(hall)));
const csv = (...lines: string[]): Hall => buildHall(readHallCsv(lines.join('\n')));
const labels = (hall: Hall): string => hall.seats.map(({ label }) => label).join(' ');

/** What the fault is and where. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (!(error instanceof DocketError)) throw error;
    expect(error.code).toBe('hall_invalid');
    return (error.fields ?? []).map(({ path, message }) => `${path}: ${message}`).join('\n');
  }
  throw new Error('it was taken');
}

const small = {
  zones: [{ id: 'z', name: 'Z' }],
  seats: { s: { zone: 'z' }, w: { zone: 'z', kind: 'wheelchair' } },
  sections: [{ rows: [{ label: 'A', seats: '2s.ws' }] }],
};
const withRows = (...rows: unknown[]) => ({ ...small, sections: [{ rows }] });

describe('the examples', () => {
  it.each(readdirSync(EXAMPLES))(
    '%s can be imported and drawn, with no seat on another and none out of the picture',
    (name) => {
      const hall = example(name);
      expect(hall.seats.map(({ seat }) => seat)).toEqual(hall.seats.map((_, at) => at + 1));
      expect(new Set(hall.seats.map(({ label }) => label)).size).toBe(hall.seats.length);
      const drawing = drawPlan(hall);
      for (const seat of drawing.seats) {
        expect(seat.x - seat.size / 2).toBeGreaterThanOrEqual(0);
        expect(seat.y - seat.size / 2).toBeGreaterThanOrEqual(0);
        expect(seat.x + seat.size / 2).toBeLessThanOrEqual(drawing.width);
        expect(seat.y + seat.size / 2).toBeLessThanOrEqual(drawing.height);
      }
      const map = createSeatMap(hall.seats, hall.best);
      expect(bestSeats(map, new Set(), 4)?.groups).toHaveLength(1);
    },
  );

  it('have the sizes they are named for', () => {
    expect(example('small-cinema.json').seats.length).toBeLessThan(150);
    expect(example('theatre.json').seats.length).toBeGreaterThan(400);
    expect(example('arena.json').seats.length).toBeGreaterThan(4_000);
  });

  it('bend rows around the stage: every seat of a row is equally far from it', () => {
    const row = example('theatre.json').seats.filter((seat) => seat.row === 'F');
    const far = row.map(({ x, y }) => Math.hypot(x, y));
    for (const each of far) expect(each).toBeCloseTo(far[0] ?? 0, 2);
    expect(row[0]?.x).toBeLessThan(0);
    expect(row.at(-1)?.x).toBeGreaterThan(0);
  });
});

describe('the JSON form', () => {
  it('reads letters, gaps and repeats, counts seats and leaves aisles open', () => {
    const hall = json(withRows({ label: 'A', seats: '2s . w s' }));
    expect(labels(hall)).toBe('A1 A2 A3 A4');
    expect(hall.seats.map(({ column }) => column)).toEqual([1, 2, 4, 5]);
    expect(hall.seats.map(({ x }) => x)).toEqual([-2, -1, 1, 2]);
    expect(hall.seats[2]?.kind).toBe('wheelchair');
  });

  it('numbers from either side and from any number, and repeats rows', () => {
    expect(labels(json(withRows({ label: 'A', seats: '3s', reverse: true, first: 7 })))).toBe('A9 A8 A7');
    expect(labels(json(withRows({ label: 'B-D', seats: 's' })))).toBe('B1 C1 D1');
    expect(labels(json(withRows({ label: '9-11', seats: '2s' })))).toBe('91 92 101 102 111 112');
  });

  it('places the front by itself, and the best place two thirds back', () => {
    const hall = json(withRows({ label: 'A-D', seats: '5s' }));
    expect(hall.front).toMatchObject({ kind: 'screen', label: 'Screen', x: 0 });
    expect(hall.front.y).toBeLessThan(-1);
    expect(hall.best).toEqual({ x: 0, y: 2 });
  });

  it.each([
    ['not JSON', '{', /^file: /],
    ['not an object', '[]', /^file: /],
    ['without seats', JSON.stringify(withRows({ label: 'A', seats: '...' })), /file: has no seats/],
    [
      'with an unknown letter',
      JSON.stringify(withRows({ label: 'A', seats: 'sxs' })),
      /sections\[0\]\.rows\[0\]\.seats: the letter x stands for no seat/,
    ],
    [
      'with a strange sign',
      JSON.stringify(withRows({ label: 'A', seats: 's*s' })),
      /sections\[0\]\.rows\[0\]\.seats: "\*" means nothing/,
    ],
    [
      'with a row twice',
      JSON.stringify(withRows({ label: 'A', seats: 's' }, { label: 'A', seats: 's' })),
      /sections\[0\]\.rows\[1\]: there is a seat A1 already, at sections\[0\]\.rows\[0\]/,
    ],
    [
      'with an unknown zone',
      JSON.stringify({ ...small, seats: { s: { zone: 'vip' } } }),
      /seats\.s\.zone: there is no zone "vip"; the zones are z/,
    ],
    [
      'with sections on one another',
      JSON.stringify({
        ...small,
        sections: [...small.sections, { prefix: 'X', rows: [{ label: 'A', seats: 's' }], x: -2 }],
      }),
      /seat XA1 lies on A1/,
    ],
    ['with a field that is misspelt', JSON.stringify({ ...small, sektions: [] }), /Unrecognized key: "sektions"/],
    ['too large', JSON.stringify(withRows({ label: '1-101', seats: '200s' })), /file: has more than 20000 seats/],
  ])('refuses one %s', (_, text, fault) => {
    expect(refusal(() => buildHall(readHallJson(text)))).toMatch(fault);
  });
});

describe('the CSV form', () => {
  it('reads a line a seat; without places rows lie behind one another and numbers tell the gaps', () => {
    const hall = csv('row,number,zone,kind', 'A,1,z,', 'A,2,z,wheelchair', 'A,4,z,companion', 'B,1,z,seat');
    expect(labels(hall)).toBe('A1 A2 A4 B1');
    expect(hall.seats.map(({ x, y }) => [x, y])).toEqual([
      [1, 0],
      [2, 0],
      [4, 0],
      [1, 1],
    ]);
    expect(createSeatMap(hall.seats, hall.best).runs.map((run) => run.length)).toEqual([2, 1, 1]);
  });

  it('reads quotes, a byte order mark, other line ends and empty lines', () => {
    const hall = buildHall(
      readHallCsv('\uFEFFrow,number,zone,section\r\n"A",1,"z, ""best""","Upper, left"\r\n\r\nA,2,z,Upper\r\n'),
    );
    expect(hall.seats.map(({ zone }) => zone)).toEqual(['z, "best"', 'z']);
  });

  it('tells neighbours by their distance where places are given, also in rows that run down the plan', () => {
    const across = csv('row,number,zone,x,y', 'A,a,z,5,0', 'A,b,z,6,0', 'A,c,z,9,0.2');
    expect(createSeatMap(across.seats, across.best).runs.map((run) => run.map(({ label }) => label))).toEqual([
      ['Aa', 'Ab'],
      ['Ac'],
    ]);
    const down = csv('row,number,zone,x,y', 'A,1,z,0,3', 'A,2,z,0,2', 'A,3,z,0,1');
    expect(createSeatMap(down.seats, down.best).runs).toHaveLength(1);
  });

  it.each([
    ['empty', [''], /file: is empty/],
    ['with semicolons', ['row;number;zone', 'A;1;z'], /line 1: separate the cells with commas/],
    ['without a zone', ['row,number', 'A,1'], /line 1: must name the columns; zone is missing/],
    ['with an unknown column', ['row,number,zone,price', 'A,1,z,9'], /line 1: there is no column "price"/],
    ['with a seat twice', ['row,number,zone', 'A,1,z', 'A,1,z'], /line 3: there is a seat A1 already, at line 2/],
    ['with an empty cell', ['row,number,zone', 'A,1,'], /line 2: row, number and zone must not be empty/],
    ['with an unknown kind', ['row,number,zone,kind', 'A,1,z,sofa'], /line 2: kind "sofa" is none of/],
    ['with half a place', ['row,number,zone,x,y', 'A,1,z,3,'], /line 2: has only one of x and y/],
    ['with a place that is no number', ['row,number,zone,x,y', 'A,1,z,3,low'], /line 2: x and y must be numbers/],
    [
      'with seats on one another',
      ['row,number,zone,x,y', 'A,1,z,3,3', 'B,1,z,3.2,3'],
      /line 3: seat B1 lies on A1 \(line 2\)/,
    ],
    ['with a quote left open', ['row,number,zone', 'A,1,"z'], /line 2: a quote is not closed/],
    ['with too many cells', ['row,number,zone', 'A,1,z,seat'], /line 2: has 4 cells and the first line only 3/],
    ['with a number that is none', ['row,number,zone', 'A,first,z'], /line 2: number "first" is not a whole number/],
  ])('refuses one %s', (_, lines, fault) => {
    expect(refusal(() => csv(...lines))).toMatch(fault);
  });

  it('names every fault, not only the first', () => {
    expect(refusal(() => csv('row,number,zone', 'A,1,', ',2,z')).split('\n')).toHaveLength(2);
  });
});

describe('a short file', () => {
  it('cannot ask for more than a hall holds, in seats or in gaps', () => {
    const rows = Array.from({ length: 500 }, () => ({ label: '1-999', seats: '499.' }));
    const sections = Array.from({ length: 200 }, () => ({ rows }));
    expect(refusal(() => json({ ...small, sections }))).toMatch(/more than 20000/);
    expect(refusal(() => csv('row,number,zone', ...Array.from({ length: 20_001 }, (_, i) => `A,${i},z`)))).toMatch(
      /more than 20000/,
    );
  });
});

describe('row patterns', () => {
  it('are bounded', () => {
    expect(readPattern('999s')).toHaveProperty('fault');
    expect(readPattern('10s 3. 2s')).toMatchObject({ places: { length: 15 } });
  });
});
