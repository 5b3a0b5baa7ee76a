import { parseArgs } from 'node:util';
import { asPlatform } from '../database.ts';
import { withDatabase } from '../instance/with-database.ts';
import { CommandError, print } from '../output.ts';
import { seedWorld } from './seed.ts';

const MOST = 1_000_000;

/** `docket world seed`. */
export async function worldSeed(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { properties: { type: 'string', default: '2000' } } });
  const properties = Number(values.properties);
  if (!Number.isInteger(properties) || properties < 1 || properties > MOST)
    throw new CommandError(`--properties must be a whole number from 1 to ${MOST}; ${values.properties} is none.`);
  const started = performance.now();
  const added = await withDatabase((url, settings) =>
    asPlatform(url, settings.config, (ctx) => seedWorld(ctx, properties)),
  );
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  print(added === 0 ? 'they are all there already; nothing was added' : `added ${added} properties in ${seconds} s`);
}
