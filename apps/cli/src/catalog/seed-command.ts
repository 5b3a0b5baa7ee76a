import { asPlatform } from '../database.ts';
import { withDatabase } from '../instance/with-database.ts';
import { print } from '../output.ts';
import { seedCatalog } from './seed.ts';

/** `docket catalog seed`. */
export async function catalogSeed(): Promise<void> {
  const shows = await withDatabase((url, settings) => asPlatform(url, settings.config, seedCatalog));
  print(shows === 0 ? 'there are cities already; nothing was added' : `put ${shows} shows on sale`);
}
