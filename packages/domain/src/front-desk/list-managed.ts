import type { PropertyKind } from '@docket/contracts/hotel/stay';
import type { listManagedProperties as contract } from '@docket/contracts/http/front-desk';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { AUDIT_HOUR, houseDayAt } from '@docket/stay/clock';
import { z } from 'zod';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';

type Row = {
  kind: PropertyKind;
  status: 'OPEN' | 'CLOSED';
  rooms: number;
  arrivals: number;
};

const listStatement = prepare(
  'properties_managed',
  `SELECT p.id, p.slug, p.name, p.kind, p.stars, p.area, p.status, p.timezone, l.slug AS place_slug, l.name AS place, l.country,
          (SELECT coalesce(sum(t.rooms), 0)::int FROM room_types t WHERE t.property_id = p.id) AS rooms,
          (SELECT count(*)::int FROM stays s WHERE s.property_id = p.id AND s.state IN ('EXPECTED', 'IN_HOUSE')
              AND s.arrival = (($5::timestamptz AT TIME ZONE p.timezone) - make_interval(hours => $6))::date) AS arrivals
     FROM properties p JOIN places l ON l.id = p.place_id
    WHERE ($1 = '' OR strpos(lower(p.name || ' ' || l.name), lower($1)) > 0) AND ($3::text IS NULL OR (p.name, p.id) > ($3, $4::uuid))
    ORDER BY p.name, p.id LIMIT $2`,
).rows<Row>();

const cursorOf = z.strictObject({ id: z.uuid(), name: z.string() });

/** Properties for those who run them, by name. @throws DocketError forbidden, invalid_request (cursor) */
export async function listManagedProperties(
  ctx: Ctx,
  input: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  requireRole(ctx, 'manager', 'admin');
  const { q, limit, cursor } = input;
  const after = cursor === undefined ? null : decodeCursor(cursorOf, cursor);
  const now = ctx.clock.now();
  const rows = await listStatement(ctx.db.pool, [
    q,
    limit + 1,
    after?.name ?? null,
    after?.id ?? null,
    now,
    AUDIT_HOUR,
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map((row) => ({
      propertyId: row.id,
      slug: row.slug,
      name: row.name,
      kind: row.kind,
      stars: row.stars,
      place: { slug: row.place_slug, name: row.place, country: row.country },
      area: row.area,
      status: row.status,
      rooms: row.rooms,
      day: houseDayAt(row.timezone, now),
      arrivals: row.arrivals,
    })),
    meta: {
      nextCursor: rows.length > limit && last !== undefined ? encodeCursor({ id: last.id, name: last.name }) : null,
    },
  };
}
