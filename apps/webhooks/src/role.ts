import { INBOX_COLUMNS } from '@docket/db/inbox-role';
import { prepare } from '@docket/db/statement';
import type { Pool } from '@docket/db/pool';

/**
 * All that the role of this session may do besides what it is there for, a row each, in words that follow "it". What everybody may do in any database
 * (read the catalogues, make temporary tables) is left out. `$1` is the one table, `$2` its columns that are written.
 */
const excessStatement = prepare(
  'inbox_role_excess',
  `SELECT x.what FROM (
     SELECT 1 AS n, 'is a superuser' AS what FROM pg_roles WHERE rolname = current_user AND rolsuper
     UNION ALL SELECT 2, 'may make roles' FROM pg_roles WHERE rolname = current_user AND rolcreaterole
     UNION ALL SELECT 3, 'may make databases' FROM pg_roles WHERE rolname = current_user AND rolcreatedb
     UNION ALL SELECT 4, 'may replicate' FROM pg_roles WHERE rolname = current_user AND rolreplication
     UNION ALL SELECT 5, 'passes row security' FROM pg_roles WHERE rolname = current_user AND rolbypassrls
     UNION ALL SELECT 6, 'is a member of ' || rolname FROM pg_roles
                WHERE rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER')
     UNION ALL SELECT 7, 'may make things in the schema ' || nspname FROM pg_namespace
                WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND has_schema_privilege(oid, 'CREATE')
     UNION ALL SELECT 8, 'may make schemas' WHERE has_database_privilege(current_database(), 'CREATE')
     UNION ALL SELECT 9, 'may use the sequence ' || c.relname FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
                -- In this order: the function refuses what is no sequence.
                WHERE CASE WHEN c.relkind = 'S' AND s.nspname !~ '^pg_' THEN has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE') ELSE false END
     UNION ALL SELECT 10, 'may ' || lower(p.privilege) || ' ' || c.relname
                 FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
                CROSS JOIN (VALUES ('SELECT', true), ('INSERT', true), ('UPDATE', true), ('REFERENCES', true),
                                   ('DELETE', false), ('TRUNCATE', false), ('TRIGGER', false)) AS p(privilege, of_columns)
                WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND s.nspname !~ '^pg_' AND s.nspname <> 'information_schema'
                  AND NOT (p.privilege = 'INSERT' AND c.oid = to_regclass($1))
                  AND CASE WHEN p.of_columns THEN has_any_column_privilege(c.oid, p.privilege)
                           ELSE has_table_privilege(c.oid, p.privilege) END
     UNION ALL SELECT 11, 'may insert more into ' || $1 || ' than events' FROM pg_attribute a
                WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL ($2)
                  AND has_column_privilege(a.attrelid, a.attnum, 'INSERT')
               HAVING count(*) > 0
   ) AS x ORDER BY x.n, x.what LIMIT 20`,
).rows<{ what: string }>();

const ableStatement = prepare(
  'inbox_role_able',
  `SELECT to_regclass($1) IS NOT NULL AND bool_and(has_column_privilege(to_regclass($1), name, 'INSERT')) AS able FROM unnest($2::text[]) AS name`,
).rows<{ able: boolean | null }>();

const TABLE = 'inbox_events';

/** What is wrong with the role that this process has logged in with, a line each; none for the role that it is to have. */
export async function roleFaults(pool: Pool): Promise<{ readonly lacks: boolean; readonly excess: readonly string[] }> {
  const [able] = await ableStatement(pool, [TABLE, INBOX_COLUMNS]);
  const excess = await excessStatement(pool, [TABLE, INBOX_COLUMNS]);
  return { lacks: able?.able !== true, excess: excess.map(({ what }) => what) };
}
