import { startPostgresForTests, type PostgresForTests } from '@docket/testing/postgres';

/** A Postgres of a figure's own. Unlike those of tests it cleans and counts its tables, without which plans are made blindly after a few thousand rows. */
export function startPostgresForBench(): Promise<PostgresForTests> {
  return startPostgresForTests(undefined, ['autovacuum=on', 'autovacuum_naptime=5s']);
}
