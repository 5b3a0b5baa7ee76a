import type { Query } from './client.ts';
import type { Pool, PoolClient } from './pool.ts';
import type { Statements } from './statements.generated.ts';

/** Names of the statements that Postgres has seen; `npm run docket -- statements` brings the list up to date. */
export type StatementName = keyof Statements;

/** What a statement takes. Postgres cannot say which parameters may be null, so all may. */
type Params<Types extends readonly unknown[]> = { readonly [At in keyof Types]: Types[At] | null };

/**
 * Columns of which more is known than Postgres can say: that one is never null, which words a text may be, what is in a JSON.
 * A column that the statement does not return, or one of another type, does not compile.
 */
type Narrower<Row, Known> = { [Name in keyof Known]: Name extends keyof Row ? Row[Name] : never };

/** Of a union of rows, each. */
type Narrowed<Row, Known> = Known extends unknown
  ? { [Name in keyof Row]: Name extends keyof Known ? Known[Name] : Row[Name] }
  : never;

/** A statement prepared once per connection under its name; the text is parsed and planned by Postgres only the first time. */
export type Statement<Row, Types extends readonly unknown[]> = {
  (on: Pool | PoolClient, values: Params<Types>): Promise<Row[]>;
  /** The same statement, its rows with what is said here of their columns: the one place where something is claimed of a row and not proved. */
  readonly rows: <Known extends Narrower<Row, Known>>() => Statement<Narrowed<Row, Known>, Types>;
  /** The statement with its values, to be sent by `transaction` along with COMMIT. */
  readonly query: (values: Params<Types>) => Query;
};

const texts = new Map<string, string>();

/** Every statement of the modules that are loaded, by name. */
export function preparedStatements(): ReadonlyMap<string, string> {
  return texts;
}

/**
 * Declares a statement. What it takes and returns is generated from what Postgres says of it, by its name (`statements.generated.ts`):
 * a column may be null unless it is one of a table that cannot; what the schema cannot know is added with `rows`.
 * @param name unique in the repository; Postgres keeps it per connection. @throws if it is taken
 */
export function prepare<Name extends StatementName>(
  name: Name,
  text: string,
): Statement<Statements[Name]['row'], Statements[Name]['params']> {
  if (texts.has(name)) throw new Error(`there are two statements of the name ${name}`);
  texts.set(name, text);
  const statement = Object.assign(
    async (on: Pool | PoolClient, values: readonly unknown[]) => {
      const result = await on.query<Statements[Name]['row']>({ name, text, values: [...values] });
      return result.rows;
    },
    {
      rows: () => statement as never,
      query: (values: readonly unknown[]): Query => ({ name, text, values }),
    },
  );
  return statement;
}
