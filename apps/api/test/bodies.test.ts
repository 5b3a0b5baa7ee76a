import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bodySchemaOf } from '@docket/contracts/http/route';
import { inOrder } from '@docket/contracts/pairs';
import { contracts } from '../src/areas.ts';
import { exampleOf } from '../src/openapi/example.ts';

type Json = { readonly [key: string]: unknown };

/** What each list refuses that has the right form. */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  currency: ['ABC', 'XXX', 'XTS', 'XAU', 'HRK', 'eur'],
  country: ['ZZ', 'UK', 'in'],
  timezone: ['Mars/Olympus', '+05:30', 'right/UTC', ''],
};

/** Beginnings and ends of names by which two fields of one object say a range, the lower first. */
const RANGES: readonly (readonly [first: RegExp, second: string])[] = [
  [/^min(?=[A-Z])/, 'max'],
  [/From$/, 'Until'],
  [/OpensAt$/, 'ClosesAt'],
  [/^startsAt$/, 'endsAt'],
  [/^saleOpensAt$/, 'startsAt'],
  [/^from$/, 'to'],
  [/^after$/, 'before'],
];

/** A body that the contract takes. */
function exampleBody(contract: (typeof contracts)[number]): unknown {
  const { body, example } = contract;
  if (body === undefined) throw new Error('without a body');
  return example ?? exampleOf(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as object);
}

/** Every object of a JSON schema with the path to it, `0` standing for the items of a list. */
function objectsOf(schema: Json, path: readonly string[] = []): { path: readonly string[]; fields: Json }[] {
  const fields = (schema['properties'] ?? {}) as Json;
  const here = Object.keys(fields).length > 0 ? [{ path, fields }] : [];
  const below = Object.entries(fields).flatMap(([name, field]) => objectsOf(field as Json, [...path, name]));
  const items = schema['items'] === undefined ? [] : objectsOf(schema['items'] as Json, [...path, '0']);
  const others = ((schema['anyOf'] ?? []) as Json[]).flatMap((each) => objectsOf(each, path));
  return [...here, ...below, ...items, ...others];
}

/** The same value with other fields in the object at the path; undefined where the example has no such object. */
function withFields(value: unknown, path: readonly string[], fields: Json): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return { ...(value as Json), ...fields };
  if (Array.isArray(value)) return value.map((each, at) => (at === 0 ? withFields(each, rest, fields) : each));
  return { ...(value as Json), [first]: withFields((value as Json)[first] ?? {}, rest, fields) };
}

/** Paths of the fields that a body is refused for. */
function refusedFor(body: z.ZodType, value: unknown): string[] {
  return (body.safeParse(value).error?.issues ?? []).map(({ path }) => path.join('.'));
}

type Pair = { readonly first: string; readonly second: string };

function pairsOf(fields: Json): Pair[] {
  return RANGES.flatMap(([pattern, replacement]) =>
    Object.keys(fields).flatMap((first) => {
      const second = first.replace(pattern, replacement);
      const other = second in fields ? second : second.charAt(0).toLowerCase() + second.slice(1);
      return pattern.test(first) && other in fields ? [{ first, second: other }] : [];
    }),
  );
}

/** The upper bound below the lower one, each as its schema wants it. */
function reversed({ first, second }: Pair, fields: Json): Json {
  const isNumber = ((fields[first] as Json)['type'] ?? '') === 'integer';
  return isNumber
    ? { [first]: 10, [second]: 2 }
    : { [first]: '2099-02-01T20:00:00Z', [second]: '2099-01-01T20:00:00Z' };
}

const bodies = contracts.flatMap((contract) => {
  const { body } = contract;
  if (body === undefined) return [];
  const schema = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as Json;
  const name = `${contract.method} ${contract.path}`;
  return objectsOf(schema).map(({ path, fields }) => ({ name, body, contract, path, fields }));
});

describe('bodies', () => {
  const listed = bodies.flatMap((each) =>
    Object.keys(LISTED)
      .filter((field) => field in each.fields)
      .map((field) => [`${field} of ${each.name}`, { ...each, field }] as const),
  );
  test.each(listed)('%s is one of its list', (_, { body, contract, path, field }) => {
    for (const value of LISTED[field] ?? []) {
      const sent = withFields(exampleBody(contract), path, { [field]: value });
      expect([value, ...refusedFor(body, sent)]).toContain([...path, field].join('.'));
    }
  });

  const pairs = bodies.flatMap((each) =>
    pairsOf(each.fields).map(
      (pair) => [`${pair.first} and ${pair.second} of ${each.name}`, { ...each, pair }] as const,
    ),
  );
  test.each(pairs)('%s go together, or both are named', (_, { body, contract, path, fields, pair }) => {
    const sent = withFields(exampleBody(contract), path, reversed(pair, fields));
    expect(refusedFor(body, sent)).toEqual([pair.first, pair.second].map((field) => [...path, field].join('.')));
  });

  test('are found: the walk sees what there is', () => {
    expect(listed.map(([name]) => name)).toEqual(
      expect.arrayContaining(['currency of POST /shows', 'country of POST /cities', 'timezone of POST /cities']),
    );
    expect(pairs.map(([name]) => name)).toEqual(
      expect.arrayContaining(['saleOpensAt and startsAt of POST /shows', 'saleOpensAt and startsAt of PUT /shows/:id']),
    );
  });

  test('with a pair that nobody looks at would be seen (negative control)', () => {
    const careless = z.object({ minSeats: z.int(), maxSeats: z.int() });
    const careful = careless.check(inOrder('minSeats', 'maxSeats'));
    const fields = (z.toJSONSchema(careless) as Json)['properties'] as Json;
    const [pair] = pairsOf(fields);
    expect(pair).toEqual({ first: 'minSeats', second: 'maxSeats' });
    expect(refusedFor(careless, { minSeats: 10, maxSeats: 2 })).toEqual([]);
    expect(refusedFor(careful, { minSeats: 10, maxSeats: 2 })).toEqual(['minSeats', 'maxSeats']);
  });

  test('that cancel a show do not move it', () => {
    const change = contracts.find(({ method, path }) => method === 'PUT' && path === '/shows/:id');
    const sent = { status: 'CANCELLED', minutes: 90 };
    expect(refusedFor(change?.body ?? z.never(), sent)).toEqual(['status', 'minutes']);
  });
});

/** Where money goes, who gets how much of it, and what it is asked for is said in these bodies. Whom a ticket lets in is not. */
const MONEY = /^\/(payment|wallet|vouchers|bookings|shows(?!\/:id\/check-ins)|admin\/withdrawals|admin\/breaks)\b/;

test('bodies that move money are refused for a field that there is not, and not read without it', () => {
  const withBody = contracts.filter(({ body }) => body !== undefined);
  const moving = withBody.filter(({ path, method }) => MONEY.test(path) && method !== 'GET');
  expect(moving.map(({ method, path }) => `${method} ${path}`)).toEqual(
    expect.arrayContaining([
      'POST /payment/',
      'POST /bookings',
      'POST /shows',
      'PUT /shows/:id',
      'POST /wallet/withdrawals',
    ]),
  );
  expect(moving.length).toBeGreaterThan(14);
  expect(moving.filter(({ exact }) => exact !== true).map(({ path }) => path)).toEqual([]);
  for (const contract of moving) {
    const body = exampleBody(contract) as Json;
    expect(bodySchemaOf(contract)?.safeParse(body).success, `${contract.path}`).toBe(true);
    const slip = bodySchemaOf(contract)?.safeParse({ ...body, amonut: 1 });
    expect(slip?.error?.issues, `${contract.path}`).toMatchObject([{ code: 'unrecognized_keys', keys: ['amonut'] }]);
  }
});
