import type { ClientBase } from 'pg';
import type { SqlKind } from './sql-files.ts';

/** A function, trigger or composite type as the database has it. */
export type SqlObject = {
  readonly kind: SqlKind;
  readonly name: string;
  /** How DROP names it: a function with the types of its arguments, a trigger with its table. */
  readonly identity: string;
  /** All that makes it what it is, settings included; what the database itself would write to make it again. */
  readonly definition: string;
};

const FUNCTIONS = `
  SELECT 'function' AS kind, p.proname AS name, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS identity,
         pg_get_functiondef(p.oid) AS definition
    FROM pg_proc p
   WHERE p.pronamespace = $1::regnamespace AND p.prokind IN ('f', 'p')
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`;

const TRIGGERS = `
  SELECT 'trigger' AS kind, t.tgname AS name, t.tgname || ' ON ' || c.relname AS identity, pg_get_triggerdef(t.oid) AS definition
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
   WHERE NOT t.tgisinternal AND c.relnamespace = $1::regnamespace`;

const TYPES = `
  SELECT 'type' AS kind, c.relname AS name, c.relname AS identity,
         (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped) AS definition
    FROM pg_class c WHERE c.relkind = 'c' AND c.relnamespace = $1::regnamespace`;

/** Everything of these kinds in a schema, except what extensions brought. */
export async function readSqlObjects(client: ClientBase, schema = 'public'): Promise<SqlObject[]> {
  const { rows } = await client.query<SqlObject>(
    `${FUNCTIONS} UNION ALL ${TRIGGERS} UNION ALL ${TYPES} ORDER BY kind, identity`,
    [schema],
  );
  return rows;
}
