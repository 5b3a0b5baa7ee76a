import { readFile, readdir } from 'node:fs/promises';
import { validate } from '@readme/openapi-parser';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { declaredErrors, route, type RouteContract } from '@docket/contracts/http/route';
import { areas, contracts, mountAreas, routesOf, type AreaNeeds } from '../src/areas.ts';
import { createOpenApiDocument } from '../src/openapi/document.ts';
import { exampleOf } from '../src/openapi/example.ts';

const CONTRACTS = new URL('../../../packages/contracts/src/http/', import.meta.url);

/** A document as it goes over the wire, for a parser that may change it. */
function written(document: object): Parameters<typeof validate>[0] {
  return JSON.parse(JSON.stringify(document));
}

describe('openapi.json', () => {
  test('is what a parser of OpenAPI 3.1 takes', async () => {
    expect(await validate(written(createOpenApiDocument(areas)))).toMatchObject({ valid: true, warnings: [] });
  });

  test('with a path parameter that is not described it is not', async () => {
    const broken = route({
      method: 'GET',
      path: '/things/:id',
      access: 'public',
      status: 200,
      summary: 'No params',
      errors: [],
    });
    const document = createOpenApiDocument([{ name: 'thing', title: 'Things', routes: [broken] }]);
    expect(await validate(written(document))).toMatchObject({ valid: false });
  });

  test('gives every operation a summary, an area that is listed, who may call it, and codes under their status', () => {
    const document = createOpenApiDocument(areas);
    const tags = document.tags.map((tag) => tag['name']);
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const name = `${method} ${path}`;
        expect(operation['summary'], `${name}`).toMatch(/^[A-Z].{5}/);
        expect(operation['description'], `${name}`).toMatch(/^For [a-z].*\.$/s);
        expect(tags, `${name}`).toEqual(expect.arrayContaining([(operation['tags'] as unknown[])[0]]));
        expect(Object.keys(operation['responses'] as object), `${name}`).toEqual(
          expect.arrayContaining(['500', '503']),
        );
      }
    }
  });

  test.each(
    contracts.filter(({ body }) => body !== undefined).map((each) => [`${each.method} ${each.path}`, each] as const),
  )('%s has an example of its body that its contract takes', (_, contract) => {
    const { body } = contract;
    if (body === undefined) throw new Error('chosen for its body');
    const example =
      contract.example ?? exampleOf(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as object);
    expect(body.safeParse(example).error?.issues).toBeUndefined();
  });

  test.each(
    contracts
      // Bytes have no example.
      .filter(({ response }) => response !== undefined)
      .map((each) => [`${each.method} ${each.path}`, each] as const),
  )('%s has an example of its answer that its contract takes', (_, { response }) => {
    const example = exampleOf(z.toJSONSchema(response ?? z.never(), { unrepresentable: 'any' }) as object);
    expect(response?.safeParse(example).error?.issues).toBeUndefined();
  });
});

describe('the list of areas', () => {
  test('has every contract there is, once', async () => {
    const files = (await readdir(CONTRACTS)).filter((name) => name.endsWith('.ts') && name !== 'route.ts');
    const exported = await Promise.all(
      files.map(async (name) => routesOf((await import(new URL(name, CONTRACTS).href)) as object)),
    );
    const addresses = (routes: readonly RouteContract[]) =>
      routes.map(({ method, path }) => `${method} ${path}`).toSorted();
    expect(addresses(contracts)).toEqual(addresses(exported.flat()));
    expect(new Set(addresses(contracts)).size).toBe(contracts.length);
    expect(files.length).toBe(areas.length);
  });

  const one = route({ method: 'GET', path: '/one', access: 'public', status: 204, summary: 'One', errors: [] });
  const two = route({ method: 'GET', path: '/two', access: 'public', status: 204, summary: 'Two', errors: [] });
  // Nothing here asks for anything.
  const needs = {} as AreaNeeds;
  const area = { name: 'example', title: 'Examples', routes: [one, two] };

  test('is mounted whole: a contract without a handler ends the start', () => {
    const mounted: string[] = [];
    const mount = (contract: RouteContract) => void mounted.push(contract.path);
    const handler = async () => undefined;
    mountAreas([{ ...area, mount: (on) => [one, two].forEach((each) => on(each, handler)) }], mount, needs);
    expect(mounted).toEqual(['/one', '/two']);
    expect(() => mountAreas([{ ...area, mount: (on) => on(one, handler) }], mount, needs)).toThrow(
      'example does not mount GET /two',
    );
  });

  test('and nothing else: a route that is in no contract of its area, or is there twice, ends it too', () => {
    const handler = async () => undefined;
    const onto = (routes: readonly RouteContract[], mounts: readonly RouteContract[]) => () =>
      mountAreas(
        [{ ...area, routes, mount: (on) => mounts.forEach((each) => on(each, handler)) }],
        () => undefined,
        needs,
      );
    expect(onto([one], [one, two])).toThrow('example mounts GET /two');
    expect(onto([one], [one, one])).toThrow('example mounts GET /one');
  });
});

test('docs/openapi.json is up to date (npm run openapi -w apps/api)', async () => {
  const committed: unknown = JSON.parse(await readFile(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'));
  expect(committed).toEqual(JSON.parse(JSON.stringify(createOpenApiDocument(areas))));
});

test('what a route declares holds what its kind may answer', () => {
  const made = route({
    method: 'POST',
    path: '/things',
    access: { roles: ['admin'] },
    idempotent: true,
    status: 201,
    summary: 'Make a thing',
    body: z.object({ name: z.string() }),
    errors: ['slug_taken'],
  });
  expect(declaredErrors(made)).toEqual(
    expect.arrayContaining(['slug_taken', 'forbidden', 'unauthenticated', 'idempotency_mismatch', 'body_too_large']),
  );
  expect(declaredErrors({ ...made, access: 'public' })).not.toContain('forbidden');
});
