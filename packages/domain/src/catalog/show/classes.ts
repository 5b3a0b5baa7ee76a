import { priceClass, type PriceClass } from '@docket/contracts/catalog/price-class';
import type { PoolClient } from '@docket/db/pool';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import { openStockPool } from '../../reservation/kinds/stock.ts';
import { invalidFields } from '../../spine/invalid.ts';

/** As `shows.classes` keeps it: `shareId` is the pool of the seats that may go at its price, where a rule says how many. */
const storedClasses = z.array(priceClass.extend({ shareId: z.uuid().optional() }));
export type StoredClass = z.infer<typeof storedClasses>[number];

/** What a show's row says of its classes; null is none. */
export function readClasses(stored: unknown): readonly StoredClass[] {
  return stored === null ? [] : storedClasses.parse(stored);
}

/** As answers show them. */
export function toClasses(stored: unknown): PriceClass[] {
  return stored === null ? [] : z.array(priceClass).parse(stored);
}

/** How many seats may go at the price of a class, by its rule; undefined where there is none. */
function shareOf({ rules }: PriceClass, seats: number): number | undefined {
  return rules.share === undefined ? undefined : Math.floor((seats * rules.share) / 100);
}

/**
 * Opens the pools of classes that are sold to a share of the seats, and says what a show's row keeps.
 * @throws DocketError `invalid_request` for prices of zones that the hall does not have, and for shares of less than one seat
 */
export async function openClasses(
  client: PoolClient,
  classes: readonly PriceClass[],
  hall: { readonly zones: readonly string[]; readonly seats: number },
  path: string,
): Promise<string | null> {
  const unknown = classes.flatMap(({ prices }, at) =>
    Object.keys(prices)
      .filter((zone) => !hall.zones.includes(zone))
      .map(
        (zone) =>
          [`${path}.${at}.prices.${zone}`, `the hall has no such zone; it has ${hall.zones.join(', ')}`] as const,
      ),
  );
  const none = classes.flatMap((each, at) =>
    shareOf(each, hall.seats) === 0
      ? [[`${path}.${at}.rules.share`, 'is less than one seat of the hall'] as const]
      : [],
  );
  if (unknown.length + none.length > 0) throw invalidFields([...unknown, ...none]);
  const stored: StoredClass[] = [];
  for (const each of classes) {
    const pieces = shareOf(each, hall.seats);
    const shareId = pieces === undefined ? undefined : newId();
    if (pieces !== undefined && shareId !== undefined) await openStockPool(client, { itemId: shareId, pieces });
    stored.push(shareId === undefined ? each : { ...each, shareId });
  }
  return stored.length === 0 ? null : JSON.stringify(stored);
}
