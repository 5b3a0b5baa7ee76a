import { parseArgs } from 'node:util';
import { loadShows } from '@docket/domain/catalog/load/load-shows';
import { HALL_MAX_SEATS } from '@docket/contracts/catalog/seat';
import { asPlatform } from '../database.ts';
import { withDatabase } from '../instance/with-database.ts';
import { CommandError, print } from '../output.ts';

function count(name: string, value: string, most: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new CommandError(`--${name} must be a whole number from 1 to ${most}; ${value} is none.`);
}

/** `docket shows load`: fills the database with made-up shows on sale, for load tests. */
export async function showsLoad(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { shows: { type: 'string', default: '50000' }, seats: { type: 'string', default: '200' } },
  });
  const shows = count('shows', values.shows, 1_000_000);
  const seats = count('seats', values.seats, HALL_MAX_SEATS);
  await withDatabase((url, settings) =>
    asPlatform(url, settings.config, async (ctx) => {
      const started = performance.now();
      const { halls } = await loadShows(ctx, { shows, seats });
      const seconds = (performance.now() - started) / 1_000;
      const rate = Math.round(shows / seconds);
      print(`loaded ${shows} shows of ${seats} seats in ${halls} halls: ${seconds.toFixed(1)} s, ${rate} shows/s`);
    }),
  );
}
