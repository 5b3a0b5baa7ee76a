import { DocketError } from '@docket/contracts/errors';
import { planZone } from '@docket/contracts/catalog/seat';
import type { ShowDetail } from '@docket/contracts/http/show';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { TITLE_COLUMNS, toTitle, type TitleRow } from '../title/title-row.ts';
import { toClasses } from './classes.ts';
import { SHOW_COLUMNS, SEAT_COUNTS, toShow, withFree, type SeatCounts, type ShowRow } from './show-row.ts';

type Row = ShowRow &
  SeatCounts &
  TitleRow & {
    readonly description: string;
    readonly address: string;
    readonly status: 'ON_SALE' | 'CANCELLED';
    readonly seatsPerUser: number;
    readonly refundMinutes: number;
    readonly refundPercent: number;
    readonly prices: unknown;
    readonly zoneNames: unknown;
    readonly classes: unknown;
  };

const byId = prepare(
  'show_by_id',
  `SELECT ${SHOW_COLUMNS}, ${SEAT_COUNTS}, ${TITLE_COLUMNS}, t.description, v.address, s.status, s.seats_per_user AS "seatsPerUser", s.refund_minutes AS "refundMinutes", s.refund_percent AS "refundPercent", s.classes, h.plan -> 'zones' AS "zoneNames",
          (SELECT jsonb_agg(jsonb_build_object('zone', p.zone, 'priceMinor', p.price_minor,
                    'seats', (SELECT count(*) FROM hall_seats e WHERE e.hall_id = h.id AND e.zone = p.zone)) ORDER BY p.price_minor DESC, p.zone)
             FROM show_zones p WHERE p.show_id = s.id) AS prices
     FROM shows s JOIN titles t ON t.id = s.title_id JOIN halls h ON h.id = s.hall_id JOIN venues v ON v.id = h.venue_id JOIN cities c ON c.id = s.city_id
    WHERE s.id = $1`,
).rows<Row>();

const priceRows = z.array(z.object({ zone: z.string(), priceMinor: z.int(), seats: z.int() })).nullable();
const zoneNames = z.array(planZone).catch([]);

/** A second of delay is nobody's loss. Changes here clear it at once. */
export const showCache = perDb(() => new TtlCache<ShowDetail | undefined>({ ttlMs: 1_000, max: 1_000 }));

/** One show. @throws DocketError `show_not_found` */
export async function getShow(ctx: Pick<Ctx, 'db'>, input: { readonly id: string }): Promise<ShowDetail> {
  const show = await showCache(ctx.db).get(input.id, async () => {
    const [row] = await byId(ctx.db.pool, [input.id]);
    return row === undefined ? undefined : toDetail(row);
  });
  if (show === undefined)
    throw new DocketError('show_not_found', 'There is no such show. GET /shows finds those that are on.');
  return show;
}

function toDetail(row: Row): ShowDetail {
  const show = withFree(toShow(row), row);
  const names = new Map(zoneNames.parse(row.zoneNames).map(({ id, name }) => [id, name]));
  return {
    ...show,
    venue: { ...show.venue, address: row.address },
    title: { ...toTitle(row), description: row.description },
    status: row.status,
    seatsPerUser: row.seatsPerUser,
    refund: { minutes: row.refundMinutes, percent: row.refundPercent },
    classes: toClasses(row.classes),
    zones: (priceRows.parse(row.prices) ?? []).map((zone) => ({ ...zone, name: names.get(zone.zone) ?? zone.zone })),
  };
}
