import { describe, expect, test } from 'vitest';
import { pagelessRoutes, routesIn, withoutPage } from './pages.mjs';

const SOURCE = `export const openThing = route({
  method: 'GET',
  path: '/things',
  access: 'public',
});

export const makeThing = route({
  method: 'POST',
  path: '/things',
  access: MANAGERS,
});
`;

describe('routes without a page', () => {
  test('are those that need a login and that no page calls', () => {
    const routes = routesIn(SOURCE);
    expect(routes).toEqual([
      { name: 'openThing', open: true, address: 'GET /things' },
      { name: 'makeThing', open: false, address: 'POST /things' },
    ]);
    expect(withoutPage(routes, () => false, {})).toEqual([
      expect.stringContaining('POST /things (makeThing) has no page'),
    ]);
    expect(withoutPage(routes, () => true, {})).toEqual([]);
    expect(withoutPage(routes, () => false, { makeThing: 'machines call it' })).toEqual([]);
    expect(withoutPage(routes, () => true, { makeThing: 'machines call it' })).toEqual([
      expect.stringContaining('needs none'),
    ]);
  });

  test('are none here', () => {
    expect(pagelessRoutes(new URL('../..', import.meta.url).pathname)).toEqual([]);
  });
});
