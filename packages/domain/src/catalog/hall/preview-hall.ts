import type { HallPreview } from '@docket/contracts/http/venue';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { capacityOf } from './hall-file.ts';
import { readHall, type HallText } from './read-hall.ts';

/** The hall that a file would make; nothing is stored. @throws DocketError `forbidden`, `hall_invalid` */
export function previewHall(ctx: Ctx, input: HallText): HallPreview {
  requireRole(ctx, 'manager', 'admin');
  const { hall, name, venue, table } = readHall(input);
  return {
    name: name ?? null,
    venue: venue ?? null,
    capacity: capacityOf(hall),
    front: hall.front,
    zones: [...hall.zones],
    best: hall.best,
    seats: [...hall.seats],
    areas: [...hall.areas],
    table,
  };
}
