import type { HallPreview } from '@docket/contracts/http/venue';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { readHall, type HallText } from './read-hall.ts';

/** The hall that a file would make; nothing is stored. @throws DocketError `forbidden`, `hall_invalid` */
export function previewHall(ctx: Ctx, input: HallText): HallPreview {
  requireRole(ctx, 'manager', 'admin');
  const { hall, name, venue } = readHall(input);
  return {
    name: name ?? null,
    venue: venue ?? null,
    capacity: hall.seats.length,
    front: hall.front,
    zones: [...hall.zones],
    best: hall.best,
    seats: [...hall.seats],
  };
}
