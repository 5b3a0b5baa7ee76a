import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocketError } from '@docket/contracts/errors';
import { drawPlan } from '@docket/contracts/catalog/draw-plan';
import { bestSeats } from './best-seats.ts';
import { buildHall } from './build-hall.ts';
import type { Hall } from './hall-file.ts';
import { readHall } from './read-hall.ts';
import { readHallJson } from './read-json.ts';
import { readPattern, readRowLabels } from './row-pattern.ts';
import { createSeatMap } from './seat-map.ts';

const EXAMPLES = new URL('../../../../../examples/halls/', import.meta.url);
const example = (name: string): Hall => readHall({ content: readFileSync(new URL(name, EXAMPLES)) }).hall;
const json = (hall: unknown): Hall => buildHall(readHallJson(JSON.stringify(hall)));
const table = (text: string): Hall => readHall({ content: new TextEncoder().encode(text) }).hall;
const csv = (...lines: string[]): Hall => table(lines.join('\n'));
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

/** Names of sections as they are drawn, of which none lies on the stage, an area, a seat or another name. */
function namesOn(hall: Hall): string[] {
  const pitch = 24;
  const { front, areas, seats, sections } = drawPlan(hall, pitch);
  const boxes = [
    ...[front, ...areas].map(({ x, y, width, height }) => ({ left: x, right: x + width, top: y, bottom: y + height })),
    ...seats.map(({ x, y, size }) => ({
      left: x - size / 2,
      right: x + size / 2,
      top: y - size / 2,
      bottom: y + size / 2,
    })),
  ];
  for (const { text, x, y } of sections) {
    // Letters of the web app's 16 px: 9.6 wide, some 12 high.
    const name = { left: x - text.length * 4.8, right: x + text.length * 4.8, top: y - 6, bottom: y + 6 };
    const under = boxes.filter(
      (box) => box.left < name.right && box.right > name.left && box.top < name.bottom && box.bottom > name.top,
    );
    expect([text, under]).toEqual([text, []]);
    boxes.push(name);
  }
  return sections.map(({ text }) => text);
}

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

  it.each(readdirSync(EXAMPLES))('%s has the name of each part of the house on free ground', (name) => {
    const hall = example(name);
    expect(namesOn(hall)).toEqual([...new Set(hall.seats.map(({ section }) => section))].filter(Boolean));
  });

  it('a name before the first row is not written on the stage that is close to it', () => {
    const near = json({
      ...small,
      front: { kind: 'stage', label: 'Stage', x: 0, y: 0, width: 8, height: 2 },
      sections: [
        { name: 'Stalls', y: 1.6, rows: [{ label: 'A-B', seats: '9s' }] },
        { name: 'Circle', y: 3.7, rows: [{ label: 'C-D', seats: '9s' }] },
      ],
    });
    expect(namesOn(near)).toEqual(['Stalls', 'Circle']);
  });

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
    expect(labels(json(withRows({ label: 'c-d', seats: 's' })))).toBe('c1 d1');
    expect(labels(json(withRows({ label: '9-11', seats: '2s' })))).toBe('9-1 9-2 10-1 10-2 11-1 11-2');
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
      /sections\[0\]\.rows\[1\]: there is a seat 1 in row A already, at sections\[0\]\.rows\[0\]/,
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
    [
      'with rows that nobody has',
      JSON.stringify(withRows({ label: '1-999999999', seats: 's' })),
      /sections\[0\]\.rows\[0\]\.label: 1-999999999 stands for more than 1000 rows; write ranges such as 1-12/,
    ],
    [
      'with a range of rows that is none',
      JSON.stringify(withRows({ label: 'A-bf', seats: 's' }, { label: 'AA-BF', seats: 's' })),
      /sections\[0\]\.rows\[0\]\.label: A-bf is no range of rows[^]*rows\[1\]\.label: AA-BF is no range of rows; write one such as A-F, AA-AF or 1-12/,
    ],
    ['with rows backwards', JSON.stringify(withRows({ label: '12-1', seats: 's' })), /12-1 runs backwards/],
    ['too large', JSON.stringify(withRows({ label: '1-101', seats: '200s' })), /file: has more than 20000 seats/],
  ])('refuses one %s', (_, text, fault) => {
    expect(refusal(() => buildHall(readHallJson(text)))).toMatch(fault);
  });
});

describe('several rows alike at once', () => {
  it.each([
    ['A-C', 'A B C'],
    ['a-c', 'a b c'],
    ['AA-AC', 'AA AB AC'],
    ['8-11', '8 9 10 11'],
    ['A \u2013 C', 'A B C'],
    ['1\u20143', '1 2 3'],
    ['A-1', 'A-1'],
    ['1-', '1-'],
    ['Loge', 'Loge'],
  ])('%s', (label, rows) => {
    expect(readRowLabels(label)).toEqual({ rows: rows.split(' ') });
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
    const hall = table(
      '\uFEFFrow,number,zone,section\r\n"A",1,"z, ""best""","Upper, left"\r\n\r\nA,2,z,"Upper, left"\r\n',
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
    ['without a zone', ['row,number', 'A,1'], /line 1: must name the columns; zone is missing/],
    [
      'with an unknown column',
      ['row,number,zone,price', 'A,1,z,9'],
      /line 1, column D: there is no column "price"; known are section, row, /,
    ],
    [
      'with a character that nobody sees',
      ['row,number,zone', 'A\u200b,1,z'],
      /line 2: the seat would be called "AU\+200B1"; row, number/,
    ],
    [
      'with a seat twice',
      ['row,number,zone', 'A,1,z', 'A,1,z'],
      /line 3: there is a seat 1 in row A already, at line 2; change the number/,
    ],
    ['with an empty cell', ['row,number,zone', 'A,1,'], /line 2, column C \(zone\): must not be empty/],
    [
      'with an unknown kind',
      ['row,number,zone,kind', 'A,1,z,sofa'],
      /line 2, column D \(kind\): "sofa" is none of seat, wheelchair, companion, standing/,
    ],
    ['with half a place', ['row,number,zone,x,y', 'A,1,z,3,'], /line 2, column E \(y\): has only one of x and y/],
    [
      'with a place that is no number',
      ['row,number,zone,x,y', 'A,1,z,3,low'],
      /line 2, column E \(y\): must be a number/,
    ],
    [
      'with seats on one another',
      ['row,number,zone,x,y', 'A,1,z,3,3', 'B,1,z,3.2,3'],
      /line 3: seat B1 lies on A1 \(line 2\)/,
    ],
    ['with a quote left open', ['row,number,zone', 'A,1,"z'], /line 2: a quote is not closed/],
    [
      'with too many cells',
      ['row,number,zone', 'A,1,z,seat'],
      /line 2, column D: has 4 cells and the first line only 3/,
    ],
    [
      'with a number that is none',
      ['row,number,zone', 'A,first,z'],
      /line 2, column B \(number\): "first" is not a whole number/,
    ],
  ])('refuses one %s', (_, lines, fault) => {
    expect(refusal(() => csv(...lines))).toMatch(fault);
  });

  it('names every fault, not only the first', () => {
    expect(refusal(() => csv('row,number,zone', 'A,1,', ',2,z', 'A,1,z,z')).split('\n')).toHaveLength(3);
  });
});

describe('section, row and number', () => {
  it('are what a seat is known by; the label only has to be clear', () => {
    const hall = csv('row,number,zone', '1,1,z', '1,11,z', '11,1,z');
    expect(hall.seats.map(({ row, number }) => `${row} ${number}`)).toEqual(['1 1', '1 11', '11 1']);
    expect(labels(hall)).toBe('1-1 1-11 11-1');
  });

  it('may be the same in several sections of one file', () => {
    const hall = csv('section,row,number,zone', 'Stalls,A,1,z', 'Stalls,A,2,z', 'Balcony,A,1,z');
    expect(hall.seats.map(({ label }) => label)).toEqual(['Stalls A1', 'Stalls A2', 'Balcony A1']);
    expect(createSeatMap(hall.seats, hall.best).runs.map((run) => run.length)).toEqual([2, 1]);
    const prefixed = json({
      ...small,
      sections: [
        { name: 'Stalls', rows: [{ label: 'A', seats: 'ss' }] },
        { name: 'Balcony', prefix: 'B-', y: 5, rows: [{ label: 'A', seats: 's' }] },
      ],
    });
    expect(prefixed.seats.map(({ label, section, row }) => [label, section, row])).toEqual([
      ['A1', 'Stalls', 'A'],
      ['A2', 'Stalls', 'A'],
      ['B-A1', 'Balcony', 'A'],
    ]);
  });

  it('are one however an accent is written', () => {
    expect(refusal(() => csv('row,number,zone', '\u00e9,1,z', 'e\u0301,1,z'))).toMatch(
      /line 3: there is a seat 1 in row é/,
    );
    expect(json(withRows({ label: 'e\u0301', seats: 's' })).seats[0]?.row).toBe('\u00e9');
  });

  it('tell two seats apart in any hall, and so do their labels', () => {
    const names = fc.constantFrom('1', '11', '111', 'A', 'AA', 'A1', '1A', '1-1', '-1', 'é');
    const seat = fc.record({ section: fc.constantFrom('', 'Stalls', 'Circle'), row: names, number: names });
    const halls = fc.uniqueArray(seat, { minLength: 1, maxLength: 12, selector: (each) => JSON.stringify(each) });
    const isUnclear = (error: unknown): boolean =>
      error instanceof DocketError &&
      error.fields?.every(({ message }) => message.includes('would be the name')) === true;
    fc.assert(
      fc.property(halls, (seats) => {
        const lines = seats.map((each, at) => `${each.section};${each.row};${each.number};z;${at};0`);
        try {
          const hall = table(['section;row;number;zone;x;y', ...lines].join('\n'));
          expect(new Set(hall.seats.map(({ label }) => label)).size).toBe(seats.length);
        } catch (error) {
          // Names that no dash makes clear are refused with their lines, not glued.
          if (!isUnclear(error)) throw error;
        }
      }),
    );
  });
});

describe('standing areas', () => {
  it('are a line of a table, with as many places as it says', () => {
    const hall = csv(
      'section,row,number,zone,kind,places',
      ',A,1,seated,,',
      'Floor,,,floor,standing,300',
      'Pit,,,pit,,20.0',
    );
    expect(hall.areas).toMatchObject([
      { area: 'floor', name: 'Floor', zone: 'floor', first: 2, places: 300 },
      { area: 'pit', name: 'Pit', zone: 'pit', first: 302, places: 20 },
    ]);
    expect(hall.zones.map(({ id }) => id)).toEqual(['seated', 'floor', 'pit']);
    expect(drawPlan(hall).areas).toHaveLength(2);
  });

  it('make a hall without any seat', () => {
    const hall = json({ zones: small.zones, areas: [{ name: 'Festival ground', zone: 'z', places: 40_000 }] });
    expect([hall.seats, hall.areas[0]?.area]).toEqual([[], 'festival-ground']);
    expect(hall.front.y).toBeLessThan(0);
  });

  it.each([
    ['without a name', ['zone,places', 'z,10'], /line 2: say what the standing area is called/],
    [
      'without a count',
      ['section,zone,places,kind', 'Floor,z,,standing'],
      /line 2, column C \(places\): must be how many/,
    ],
    ['twice', ['section,zone,places', 'Floor,z,5', 'Floor,z,5'], /line 3: there is a standing area Floor already/],
    [
      'beyond all measure',
      ['section,zone,places', 'A,z,90000', 'B,z,90000'],
      /line 3: the standing areas have more than 100000/,
    ],
  ])('are refused %s', (_, lines, fault) => {
    expect(refusal(() => csv(...lines))).toMatch(fault);
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
