import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { importHall } from '@docket/domain/catalog/hall/import-hall';
import { asPlatform } from '../database.ts';
import { fromCaller } from '../from-caller.ts';
import { withDatabase } from '../instance/with-database.ts';
import { CommandError, print } from '../output.ts';

/** `docket hall import <file>`: a seat map in one of its two forms; the same name in the same venue makes a new version. */
export async function hallImport(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { venue: { type: 'string' }, name: { type: 'string' } },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1)
    throw new CommandError(
      'Name one file: npm run docket -- hall import <file.json or a table such as file.csv> [--venue slug] [--name name]',
    );
  const content = await readFile(fromCaller(path)).catch(() => undefined);
  if (content === undefined) throw new CommandError(`There is no file ${path}.`);
  await withDatabase((url, settings) =>
    asPlatform(url, settings.config, async (ctx) => {
      const hall = await importHall(ctx, { content, ...values });
      const zones = hall.zones.map(({ zone, seats }) => `${zone} ${seats}`).join(', ');
      print(
        `${hall.unchanged ? 'unchanged:' : 'imported'} hall ${hall.hallId}, version ${hall.version}, ${hall.capacity} seats (${zones})`,
      );
    }),
  );
}
