import { numberAllRooms } from '@docket/domain/front-desk/number-rooms';
import { loadWorld } from '@docket/domain/hotel/load/load-world';
import type { Ctx } from '@docket/domain/spine/ctx';

/** Of every installation, so that a second seeding adds to the first. */
const SEED = 'docket';
/** In a world that is larger nobody stands at the desks, and rooms have no numbers. */
const NUMBERED_MOST = 2_000;
/** Enough to look around in, and there in a second. */
const AT_FIRST = 300;

/** Cities and properties; those that are there stay as they are. Returns how many properties are new. */
export async function seedWorld(ctx: Ctx, properties: number): Promise<number> {
  const added = (await loadWorld(ctx, { seed: SEED, properties })).properties;
  if (properties <= NUMBERED_MOST) await numberAllRooms(ctx);
  return added;
}

/** Some properties to look around in, into a database that knows no place at all. Returns how many. */
export async function seedFirstWorld(ctx: Ctx): Promise<number> {
  const { rows } = await ctx.db.pool.query('SELECT FROM places LIMIT 1');
  return rows.length > 0 ? 0 : seedWorld(ctx, AT_FIRST);
}
