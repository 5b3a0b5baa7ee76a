import { readFile } from 'node:fs/promises';
import type { Db } from '@docket/db/client';
import { createCity } from '@docket/domain/catalog/city/create-city';
import { importHall } from '@docket/domain/catalog/hall/import-hall';
import { createShows } from '@docket/domain/catalog/show/create-shows';
import { createTitle } from '@docket/domain/catalog/title/create-title';
import { createVenue } from '@docket/domain/catalog/venue/create-venue';
import { newId } from '@docket/runtime/id';
import { testCtx } from './builders.ts';
import { reactions } from '@docket/domain/reactions';

export type ProgrammeOptions = {
  /** A file of examples/halls: `small-cinema.json` by default. */
  readonly hall?: string;
  readonly title?: string;
  /** Price of every zone, minor units. */
  readonly priceMinor?: number;
  readonly currency?: string;
  readonly timezone?: string;
  readonly seatsPerUser?: number;
  /** From now, seconds. */
  readonly startsIn?: number;
  /** From now, seconds; at once without it. */
  readonly saleOpensIn?: number;
  readonly waitingRoom?: boolean;
};

export type Programme = {
  readonly city: string;
  readonly venue: string;
  readonly title: string;
  readonly showId: string;
  readonly hallId: string;
};

const HALLS = new URL('../../../examples/halls/', import.meta.url);

/** Another show of the same title and hall, in three days, at the same prices. */
export async function makeAnotherShow(db: Db, { hallId, title, showId }: Programme): Promise<void> {
  const { rows } = await db.pool.query<{ zone: string; price: number }>(
    'SELECT zone, price_minor::int AS price FROM show_zones WHERE show_id = $1',
    [showId],
  );
  const startsAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const prices = Object.fromEntries(rows.map(({ zone, price }) => [zone, price]));
  const show = { hallId, title, startsAt, prices, currency: 'INR', seatsPerUser: 6, waitingRoom: false };
  await createShows(testCtx(db), { shows: [show] }, reactions);
}

/** A show on sale as a manager would put it there: a city and a venue of its own, and a hall that is drawn like a hall. */
export async function makeProgramme(db: Db, options: ProgrammeOptions = {}): Promise<Programme> {
  const { hall: file = 'small-cinema.json', priceMinor = 45_000, currency = 'INR', startsIn = 2 * 86_400 } = options;
  const ctx = testCtx(db);
  const id = newId().slice(-12);
  const [city, venue, title] = [`city-${id}`, `venue-${id}`, `title-${id}`];
  await createCity(ctx, {
    slug: city,
    name: `City ${id}`,
    country: 'IN',
    timezone: options.timezone ?? 'Asia/Kolkata',
  });
  await createVenue(ctx, { city, slug: venue, name: `Venue ${id}`, address: '1 Test Street' });
  const { hallId, zones } = await importHall(ctx, {
    venue,
    name: 'Screen 1',
    content: await readFile(new URL(file, HALLS)),
  });
  await createTitle(ctx, {
    slug: title,
    kind: 'movie',
    name: options.title ?? `Night Ferry ${id}`,
    language: 'English',
    minutes: 120,
    description: 'A ferry that leaves once a night, and who is on it.',
    tags: ['drama'],
  });
  const { shows } = await createShows(
    ctx,
    {
      shows: [
        {
          hallId,
          title,
          startsAt: new Date(Date.now() + startsIn * 1000).toISOString(),
          prices: Object.fromEntries(zones.map(({ zone }) => [zone, priceMinor])),
          currency,
          seatsPerUser: options.seatsPerUser ?? 6,
          waitingRoom: options.waitingRoom ?? false,
          ...(options.saleOpensIn === undefined
            ? {}
            : { saleOpensAt: new Date(Date.now() + options.saleOpensIn * 1000).toISOString() }),
        },
      ],
    },
    reactions,
  );
  const showId = shows[0]?.showId;
  if (showId === undefined) throw new Error('no show was made');
  return { city, venue, title, showId, hallId };
}
