import { createHash } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import type { RouteResponse } from '@docket/contracts/http/route';
import type { importHall as route } from '@docket/contracts/http/venue';
import { transaction, type PoolClient } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { capacityOf, zoneSizes, type Hall } from './hall-file.ts';
import { readHall, type HallText } from './read-hall.ts';
import type { StoredPlan } from './stored-plan.ts';

export type ImportHallInput = HallText & {
  /** Slug; overrides what the file says. */
  readonly venue?: string | undefined;
  readonly name?: string | undefined;
};

/**
 * Stores a hall with its seats, or its next version where the venue has a hall of this name; shows that are on sale keep
 * the version they were made for. The same content again changes nothing.
 * @throws DocketError `forbidden`, `hall_invalid`, `invalid_request` without venue or name, `venue_not_found`
 */
export async function importHall(ctx: Ctx, input: ImportHallInput): Promise<RouteResponse<typeof route>> {
  requireRole(ctx, 'manager', 'admin');
  const { hall, ...file } = readHall(input);
  const capacity = capacityOf(hall);
  const [venue, name] = [input.venue ?? file.venue, input.name ?? file.name];
  if (venue === undefined || name === undefined) throw unnamed(venue === undefined ? 'venue' : 'name');
  const contentHash = createHash('sha256').update(JSON.stringify(hall)).digest('hex');

  const stored = await transaction(ctx.db.pool, async (client) => {
    // Imports into one venue queue here, so that versions have no gaps and no twins.
    const { rows: venues } = await client.query<{ id: string }>('SELECT id FROM venues WHERE slug = $1 FOR UPDATE', [
      venue,
    ]);
    const venueId = venues[0]?.id;
    if (venueId === undefined)
      throw new DocketError(
        'venue_not_found',
        'There is no venue of this slug. GET /venues lists all, POST /venues adds one.',
      );
    const { rows } = await client.query<{ id: string; version: number; content_hash: string | null }>(
      'SELECT id, version, content_hash FROM halls WHERE venue_id = $1 AND name = $2 ORDER BY version DESC LIMIT 1',
      [venueId, name],
    );
    const newest = rows[0];
    if (newest?.content_hash === contentHash) return { hallId: newest.id, version: newest.version, unchanged: true };
    const version = (newest?.version ?? 0) + 1;
    const hallId = await write(client, { venueId, name, version, contentHash, hall });
    return { hallId, version, unchanged: false };
  });
  ctx.log.info(
    { hallId: stored.hallId, version: stored.version, capacity, unchanged: stored.unchanged },
    'hall imported',
  );
  return { ...stored, capacity, zones: zoneSizes(hall) };
}

function unnamed(what: 'venue' | 'name'): DocketError {
  const message = what === 'venue' ? 'say which venue the hall is in, by its slug' : 'say what the hall is called';
  return new DocketError('invalid_request', `query.${what}: ${message}.`, {
    fields: [{ path: `query.${what}`, message }],
  });
}

type NewHall = {
  readonly venueId: string;
  readonly name: string;
  readonly version: number;
  readonly contentHash: string;
  readonly hall: Hall;
};

async function write(client: PoolClient, { venueId, name, version, contentHash, hall }: NewHall): Promise<string> {
  const hallId = newId();
  const plan: StoredPlan = { front: hall.front, zones: [...hall.zones], areas: [...hall.areas], best: hall.best };
  await client.query(
    'INSERT INTO halls (id, venue_id, name, version, plan, capacity, content_hash) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [hallId, venueId, name, version, JSON.stringify(plan), capacityOf(hall), contentHash],
  );
  await client.query(
    `INSERT INTO hall_seats (hall_id, seat, label, section, "row", number, "column", zone, x, y, kind)
     SELECT $1, s.seat, s.label, s.section, s."row", s.number, s."column", s.zone, s.x, s.y, s.kind
       FROM jsonb_to_recordset($2) AS s(seat int, label text, section text, "row" text, number text, "column" int, zone text, x float8, y float8, kind text)`,
    [hallId, JSON.stringify(hall.seats)],
  );
  // A place of a standing area is a number of the hall's like a seat, so that it is held, sold and ticketed like one.
  await client.query(
    `INSERT INTO hall_seats (hall_id, seat, label, section, "row", number, "column", zone, x, y, kind)
     SELECT $1, a.first + n - 1, a.name || ' ' || n, a.name, '', n, n, a.zone, a.x, a.y, 'place'
       FROM jsonb_to_recordset($2) AS a(name text, zone text, first int, places int, x float8, y float8), generate_series(1, a.places) n`,
    [hallId, JSON.stringify(hall.areas)],
  );
  return hallId;
}
