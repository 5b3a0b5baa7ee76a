import { parseArgs } from 'node:util';
import { asPlatform } from '../database.ts';
import { withDatabase } from '../instance/with-database.ts';
import { CommandError, print } from '../output.ts';
import { seedFlights, seedWorld } from './seed.ts';

const MOST = 1_000_000;
const MOST_FLIGHTS = 5_000;

/** `docket world seed`. */
export async function worldSeed(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { properties: { type: 'string', default: '2000' }, flights: { type: 'string', default: '600' } },
  });
  const properties = Number(values.properties);
  if (!Number.isInteger(properties) || properties < 1 || properties > MOST)
    throw new CommandError(`--properties must be a whole number from 1 to ${MOST}; ${values.properties} is none.`);
  const flights = Number(values.flights);
  if (!Number.isInteger(flights) || flights < 0 || flights > MOST_FLIGHTS)
    throw new CommandError(`--flights must be a whole number from 0 to ${MOST_FLIGHTS}; ${values.flights} is none.`);
  const started = performance.now();
  const added = await withDatabase((url, settings) =>
    asPlatform(url, settings.config, async (ctx) => ({
      properties: await seedWorld(ctx, properties),
      schedules: flights === 0 ? 0 : await seedFlights(ctx, flights),
    })),
  );
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  print(
    added.properties + added.schedules === 0
      ? 'they are all there already; nothing was added'
      : `added ${added.properties} properties and ${added.schedules} flights a day in ${seconds} s`,
  );
}
