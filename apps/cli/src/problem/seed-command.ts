import { asPlatform } from '../database.ts';
import { withDatabase } from '../instance/with-database.ts';
import { print } from '../output.ts';
import { seedProblems } from './seed.ts';

/** `docket problem seed`. */
export async function problemSeed(): Promise<void> {
  const slugs = await withDatabase((url, settings) => asPlatform(url, settings.config, seedProblems));
  print(slugs.length === 0 ? 'there are problems already; nothing was imported' : `imported: ${slugs.join(', ')}`);
}
