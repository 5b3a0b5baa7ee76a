import type { DeskStay } from '@docket/contracts/http/front-desk';
import type { Db } from '@docket/db/client';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { makeHouse, type House } from '../hotel/fixtures.ts';
import { reactions } from '../reactions.ts';
import type { Ctx } from '../spine/ctx.ts';
import { bought, type Nights, type Ordered } from '../trip/fixtures.ts';
import { auditNights } from './night-audit.ts';
import { createHotelRooms } from './create-rooms.ts';
import { getDeskStay } from './get-stay.ts';

const DAY_MS = 86_400_000;

/** A house with numbered rooms, and somebody at its desk. */
export type Desk = {
  readonly on: Db;
  readonly house: House;
  readonly manager: TestUser;
  /** As the manager, so many days from now and at an hour of that day at the house; left out: now. */
  readonly at: (days?: number, clock?: string) => Ctx;
};

/** In Goa, whose clocks are never put forward or back. */
const OFFSET = '+05:30';

export async function makeDesk(
  on: Db,
  options: Parameters<typeof makeHouse>[1] & { readonly numbers?: string } = {},
): Promise<Desk> {
  const { numbers = '101-103', ...rest } = options;
  const [house, manager] = [await makeHouse(on, rest), await makeUser(on, 'manager')];
  const at: Desk['at'] = (days = 0, clock) => {
    const moment = new Date(Date.now() + days * DAY_MS);
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Kolkata', dateStyle: 'short' }).format(moment);
    const now = clock === undefined ? moment : new Date(`${day}T${clock}:00${OFFSET}`);
    return { ...testCtx(on, manager), clock: { now: () => now } };
  };
  const desk = { on, house, manager, at };
  if (numbers !== '') await numberRooms(at(), house, numbers);
  return desk;
}

/** Gives rooms of the type of a house their numbers. */
export async function numberRooms(ctx: Ctx, { slug, roomTypeId }: House, numbers: string): Promise<void> {
  await createHotelRooms(ctx, { slug, roomTypeId, numbers, floor: 1, features: [] });
}

/** A stay that was paid for. Days from now. */
export async function guest(
  { on, house }: Pick<Desk, 'on' | 'house'>,
  nights: Omit<Nights, 'house'> & { readonly name?: string } = {},
): Promise<Ordered & { readonly partId: string; readonly slug: string }> {
  const { name, ...rest } = nights;
  const trip = await bought(on, [{ house, ...rest }]);
  if (name !== undefined) await on.pool.query('UPDATE trips SET guest_name = $2 WHERE id = $1', [trip.id, name]);
  const { rows } = await on.pool.query<{ id: string }>('SELECT id FROM trip_parts WHERE trip_id = $1', [trip.id]);
  return { ...trip, partId: rows[0]?.id ?? '', slug: house.slug };
}

export type Guest = Awaited<ReturnType<typeof guest>>;

export async function stayOf({ at }: Desk, { slug, partId }: Pick<Guest, 'slug' | 'partId'>): Promise<DeskStay> {
  return (await getDeskStay(at(), { slug, partId })).stay;
}

/** The night audit at that moment. */
export async function audit(ctx: Ctx): Promise<void> {
  while (await auditNights({ ...ctx, actor: { kind: 'system', name: 'test' } }, reactions));
}
