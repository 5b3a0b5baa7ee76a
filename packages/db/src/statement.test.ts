import type { Pool } from 'pg';
import { beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest';

import type * as Module from './statement.ts';

type Statements = typeof Module;
let prepare: Statements['prepare'];
let preparedStatements: Statements['preparedStatements'];

// Unit tests share a process, and other files may have prepared these.
beforeAll(async () => {
  vi.resetModules();
  ({ prepare, preparedStatements } = await import('./statement.ts'));
});

describe('prepare', () => {
  it('knows every statement, and no two of one name', () => {
    prepare('take_duty', 'SELECT take_duty($1, $2, $3) AS taken');
    expect(preparedStatements().get('take_duty')).toBe('SELECT take_duty($1, $2, $3) AS taken');
    expect(() => prepare('take_duty', 'SELECT true AS taken')).toThrow('two statements of the name take_duty');
  });

  it('types values and rows by the name, and what is said of columns only narrows them', () => {
    const places = prepare('queue_places', 'SELECT …');
    type Values = Parameters<typeof places>;
    expectTypeOf<Values>().toEqualTypeOf<
      [
        on: Values[0],
        values: readonly [
          number | bigint | string | null,
          number | bigint | string | null,
          readonly (string | null)[] | null,
        ],
      ]
    >();
    expectTypeOf(places).returns.resolves.items.toEqualTypeOf<{
      user_id: string;
      kind: string;
      id: string;
      language: string;
      ahead: number | null;
      paused: boolean | null;
    }>();
    const known = places.rows<{ kind: 'submission' | 'run'; ahead: number }>();
    expectTypeOf(known).returns.resolves.items.toEqualTypeOf<{
      user_id: string;
      kind: 'submission' | 'run';
      id: string;
      language: string;
      ahead: number;
      paused: boolean | null;
    }>();
    expect(known).toBe(places);
    // @ts-expect-error -- a column of another type
    places.rows<{ ahead: string }>();
    // @ts-expect-error -- a column that cannot be null
    places.rows<{ id: string | null }>();
    // @ts-expect-error -- a column that is not returned
    places.rows<{ position: number }>();
    // @ts-expect-error -- a statement that Postgres has not seen
    prepare('no_such_statement', 'SELECT 1');
    const run = (on: Pool): unknown => [
      // @ts-expect-error -- a value too few
      places(on, [1]),
      // @ts-expect-error -- a value of another type
      places(on, [1, true, []]),
    ];
    expect(run).toBeTypeOf('function');
  });
});
