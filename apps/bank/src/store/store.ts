import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { z } from 'zod';
import { LATER_COLUMNS, LATER_INDEXES, SCHEMA } from './schema.ts';

type Parameters = Readonly<Record<string, SQLInputValue>>;

/** The bank's database. Everything runs at once and in order: a transaction is a function that does not wait for anything. */
export class Store {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();
  readonly #onChange = new Set<() => void>();
  #telling = false;
  #open = true;

  /** @param path of the file, or `:memory:` */
  constructor(path: string) {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    this.#db = new DatabaseSync(path, { timeout: 5_000 });
    // What was committed outlives the process however it ends; NORMAL leaves only a loss of power open.
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    this.#db.exec(SCHEMA);
    for (const [table, column, type] of LATER_COLUMNS) this.#addColumn(table, column, type);
    this.#db.exec(LATER_INDEXES);
  }

  #addColumn(table: string, column: string, type: string): void {
    const columns = this.#db.prepare('SELECT name FROM pragma_table_info(?)').all(table);
    if (!columns.some(({ name }) => name === column))
      this.#db.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  /** @returns how many rows were changed */
  run(sql: string, parameters: Parameters = {}): number {
    return Number(this.#prepare(sql).run(parameters).changes);
  }

  /** The first row. */
  find<S extends z.ZodType>(row: S, sql: string, parameters: Parameters = {}): z.output<S> | undefined {
    const found = this.#prepare(sql).get(parameters);
    return found === undefined ? undefined : row.parse(found);
  }

  all<S extends z.ZodType>(row: S, sql: string, parameters: Parameters = {}): z.output<S>[] {
    return this.#prepare(sql)
      .all(parameters)
      .map((found) => row.parse(found));
  }

  /** All of it or nothing. */
  change<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    let result: T;
    try {
      result = work();
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
    this.#tell();
    return result;
  }

  /** Once for changes that come together, and not inside of them. */
  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    setImmediate(() => {
      this.#telling = false;
      if (this.#open) for (const told of this.#onChange) told();
    });
  }

  /** Called after changes. */
  onChange(told: () => void): void {
    this.#onChange.add(told);
  }

  close(): void {
    this.#open = false;
    this.#db.close();
  }
}
