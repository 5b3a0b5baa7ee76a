import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newShow } from '@docket/contracts/http/show';
import { createTitle as titleRoute, titleKind } from '@docket/contracts/http/title';
import { createCity as cityRoute, createVenue as venueRoute } from '@docket/contracts/http/venue';
import type { Ctx } from '@docket/domain/spine/ctx';
import { createCity } from '@docket/domain/catalog/city/create-city';
import { importHall } from '@docket/domain/catalog/hall/import-hall';
import { createShows } from '@docket/domain/catalog/show/create-shows';
import { createTitle } from '@docket/domain/catalog/title/create-title';
import { createVenue } from '@docket/domain/catalog/venue/create-venue';
import { z } from 'zod';
import { ROOT } from '../instance/settings.ts';
import { dayIn } from './local-day.ts';
import { reactions } from '@docket/domain/reactions';

const EXAMPLES = join(ROOT, 'examples');
/** Days that get a programme, today included. */
const DAYS = 7;

const time = z.string().regex(/^\d\d:\d\d$/);
const hallSpec = z.object({
  /** In examples/halls. */
  file: z.string(),
  name: z.string(),
  prices: newShow.shape.prices,
  /** What is shown there, and when every day. */
  kind: titleKind,
  times: z.array(time),
});
const cityFile = z.object({
  cities: z.array(cityRoute.body),
  venues: z.array(venueRoute.body.extend({ currency: newShow.shape.currency, halls: z.array(hallSpec) })),
  titles: z.array(titleRoute.body.extend({ language: z.string().nullable() })),
  /** A sale that opens soon, through the waiting room. */
  premiere: z.object({
    title: z.string(),
    venue: z.string(),
    hall: z.string(),
    inDays: z.int(),
    time,
    opensInMinutes: z.int(),
    seatsPerUser: z.int(),
  }),
});
type CityFile = z.infer<typeof cityFile>;
type Show = z.output<typeof newShow>;

/**
 * A small city for whoever tries it: venues, halls, invented titles, a week of shows, and a sale that opens in a few minutes.
 * Only into a database that has no city at all. Returns how many shows were put on sale.
 * @throws ENOENT where the checkout's examples are missing
 */
export async function seedCatalog(ctx: Ctx): Promise<number> {
  const { rows } = await ctx.db.pool.query('SELECT FROM cities LIMIT 1');
  if (rows.length > 0) return 0;
  const data = cityFile.parse(JSON.parse(readFileSync(join(EXAMPLES, 'city', 'city.json'), 'utf8')));
  for (const city of data.cities) await createCity(ctx, city);
  for (const title of data.titles) await createTitle(ctx, { ...title, language: title.language ?? undefined });
  const shows: Show[] = [];
  for (const venue of data.venues) {
    await createVenue(ctx, venue);
    for (const [at, hall] of venue.halls.entries()) {
      const hallId = await importExample(ctx, venue.slug, hall);
      shows.push(...programme(ctx, data, venue, hall, hallId, at));
      shows.push(...premiere(ctx, data, venue, hall, hallId));
    }
  }
  return (await createShows(ctx, { shows }, reactions)).shows.length;
}

type Venue = CityFile['venues'][number];
type HallSpec = z.infer<typeof hallSpec>;

async function importExample(ctx: Ctx, venue: string, hall: HallSpec): Promise<string> {
  const content = readFileSync(join(EXAMPLES, 'halls', hall.file));
  return (await importHall(ctx, { content, venue, name: hall.name })).hallId;
}

function zoneOf(data: CityFile, venue: Venue): string {
  return data.cities.find(({ slug }) => slug === venue.city)?.timezone ?? 'UTC';
}

/** A week of what a hall shows; titles take turns, so that each is on at other times every day. Times that are past today are left out. */
function programme(ctx: Ctx, data: CityFile, venue: Venue, hall: HallSpec, hallId: string, turn: number): Show[] {
  const soon = new Date(ctx.clock.now().getTime() + 60 * 60_000);
  const now = dayIn(zoneOf(data, venue), soon);
  const titles = data.titles.filter(({ kind, slug }) => kind === hall.kind && slug !== data.premiere.title);
  return Array.from({ length: DAYS }, (_, day) => dayIn(zoneOf(data, venue), soon, day).date).flatMap((date, day) =>
    hall.times.flatMap((clock, slot): Show[] => {
      const title = titles[(turn * 2 + day + slot) % titles.length];
      if (title === undefined || (day === 0 && clock <= now.time)) return [];
      const { currency } = venue;
      const startsAt = `${date}T${clock}:00`;
      return [
        { hallId, title: title.slug, startsAt, prices: hall.prices, currency, seatsPerUser: 10, waitingRoom: false },
      ];
    }),
  );
}

function premiere(ctx: Ctx, data: CityFile, venue: Venue, hall: HallSpec, hallId: string): Show[] {
  const { title, inDays, time: clock, opensInMinutes, seatsPerUser, ...where } = data.premiere;
  if (where.venue !== venue.slug || where.hall !== hall.name) return [];
  const now = ctx.clock.now();
  return [
    {
      hallId,
      title,
      startsAt: `${dayIn(zoneOf(data, venue), now, inDays).date}T${clock}:00`,
      prices: hall.prices,
      currency: venue.currency,
      seatsPerUser,
      saleOpensAt: new Date(now.getTime() + opensInMinutes * 60_000).toISOString(),
      waitingRoom: true,
    },
  ];
}
