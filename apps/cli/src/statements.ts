import { loadStatements, writeStatementTypes } from '@docket/db/dev/statement-types';
import { onDatabase, withThrowawayServer } from '@docket/db/dev/throwaway-server';
import { migrate } from '@docket/db/migrate';
import { print } from './output.ts';

/** `docket statements`: generates what every prepared statement takes and returns, from what Postgres says of it. */
export async function statements(): Promise<void> {
  const changed = await withThrowawayServer(async (newDatabase) => {
    const url = await newDatabase();
    await migrate(url);
    return onDatabase(url, writeStatementTypes);
  });
  const { size } = await loadStatements();
  print(
    changed ? `wrote packages/db/src/statements.generated.ts: ${size} statements` : `up to date: ${size} statements`,
  );
}
