import { CITY_TABLE } from './city-table.ts';
import { COUNTRY_TABLE } from './country-table.ts';
import { offsetPoint, type Point } from './distance.ts';
import { slugOf } from './slug.ts';

/** How houses of a country are named. */
export type NameStyle =
  | 'african'
  | 'american'
  | 'arabic'
  | 'chinese'
  | 'dutch'
  | 'english'
  | 'french'
  | 'german'
  | 'greek'
  | 'indian'
  | 'italian'
  | 'japanese'
  | 'korean'
  | 'malay'
  | 'nordic'
  | 'portuguese'
  | 'slavic'
  | 'spanish'
  | 'thai'
  | 'turkish'
  | 'vietnamese';

export type Country = {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Of a double room of three stars, roughly. */
  readonly doubleEuros: number;
  readonly style: NameStyle;
  readonly continent: string;
};

/** A part of town. */
export type Area = Point & { readonly name: string };

export type City = Point & {
  readonly slug: string;
  readonly name: string;
  /** State or province, where people say it. */
  readonly region: string | null;
  readonly country: Country;
  /** IANA name. */
  readonly timezone: string;
  readonly population: number;
  /** The airport that it is reached by; several cities may have the same. */
  readonly airport: Point & { readonly iata: string };
  /** Empty for small ones. */
  readonly areas: readonly Area[];
};

/** A field that the table must have. */
function field(fields: readonly string[], at: number): string {
  const value = fields[at];
  if (value === undefined) throw new Error(`a line of the table has no field ${at}: ${fields.join('|')}`);
  return value;
}

function pointOf(text: string): Point {
  const [lat, lon] = text.split(',').map(Number);
  if (lat === undefined || lon === undefined || Number.isNaN(lat + lon)) throw new Error(`${text} is no point`);
  return { lat, lon };
}

const linesOf = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|'));

/** Every country with a city here, by code. */
export const COUNTRIES: ReadonlyMap<string, Country> = new Map(
  linesOf(COUNTRY_TABLE).map((fields) => {
    const code = field(fields, 0);
    const country: Country = {
      code,
      name: field(fields, 1),
      currency: field(fields, 2),
      doubleEuros: Number(field(fields, 3)),
      style: styleOf(field(fields, 4)),
      continent: field(fields, 5),
    };
    return [code, country];
  }),
);

/** The tests hold every word of the table against the names that there are. */
function styleOf(word: string): NameStyle {
  return word as NameStyle;
}

function areaOf(text: string, middle: Point): Area {
  const words = text.split(' ');
  const [east, north] = words.splice(-2).map(Number);
  if (east === undefined || north === undefined) throw new Error(`${text} is no part of town`);
  return { name: words.join(' '), ...offsetPoint(middle, east, north) };
}

/** Every city, in the order of the table: by continent and country, roughly. */
export const CITIES: readonly City[] = linesOf(CITY_TABLE).map((fields) => {
  const [name, region, code] = [field(fields, 0), field(fields, 1), field(fields, 2)];
  const country = COUNTRIES.get(code);
  if (country === undefined) throw new Error(`${name} is in ${code}, which is not in the table of countries`);
  const middle = pointOf(field(fields, 4));
  const [iata = '', airport = ''] = field(fields, 6).split(' ');
  const areas = field(fields, 7);
  return {
    ...middle,
    slug: slugOf(name),
    name,
    region: region === '' ? null : region,
    country,
    timezone: field(fields, 3),
    population: Number(field(fields, 5)) * 1_000,
    airport: { iata, ...pointOf(airport) },
    areas: areas === '' ? [] : areas.split(';').map((area) => areaOf(area, middle)),
  };
});
