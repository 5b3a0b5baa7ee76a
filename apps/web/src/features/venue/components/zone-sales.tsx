import type { ShowDetail } from '@docket/contracts/http/show';
import { formatMoney } from '../../../lib/money.ts';

export type ZoneCount = { readonly sold: number; readonly held: number; readonly all: number };

type ZoneSalesProps = {
  readonly show: Pick<ShowDetail, 'zones' | 'currency'>;
  readonly counts: ReadonlyMap<string, ZoneCount>;
};

/** How each price zone sells: a bar of what is sold and, hatched, what is held. */
export function ZoneSales({ show, counts }: ZoneSalesProps) {
  return (
    <section aria-labelledby="zones" className="box grid gap-3 px-4 py-3">
      <h2 id="zones" className="font-semibold">
        By zone
      </h2>
      <ul className="grid gap-2 text-sm">
        {show.zones.map((zone) => {
          const { sold, held, all } = counts.get(zone.zone) ?? { sold: 0, held: 0, all: zone.seats };
          const share = (count: number) => `${(100 * count) / Math.max(1, all)}%`;
          return (
            <li
              key={zone.zone}
              className="grid grid-cols-[8rem_1fr] items-center gap-x-4 sm:grid-cols-[10rem_1fr_11rem]"
            >
              <span className="truncate font-medium">
                {zone.name}{' '}
                <span className="font-normal text-muted">{formatMoney(zone.priceMinor, show.currency)}</span>
              </span>
              <span aria-hidden="true" className="flex h-3 overflow-hidden rounded-full bg-sunken">
                <span className="bg-primary" style={{ width: share(sold) }} />
                <span
                  className="bg-[repeating-linear-gradient(135deg,var(--color-primary)_0_2px,transparent_2px_5px)]"
                  style={{ width: share(held) }}
                />
              </span>
              <span className="text-muted tabular-nums max-sm:col-span-2 sm:text-right">
                {sold} sold, {held} held of {all}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Seats by zone and state. */
export function countByZone(
  seats: readonly { readonly seat: number; readonly zone: string }[],
  stateOf: (seat: number) => 'free' | 'held' | 'sold' | 'house',
): Map<string, ZoneCount> {
  const counts = new Map<string, ZoneCount>();
  for (const { seat, zone } of seats) {
    const { sold, held, all } = counts.get(zone) ?? { sold: 0, held: 0, all: 0 };
    const state = stateOf(seat);
    counts.set(zone, {
      sold: sold + Number(state === 'sold'),
      held: held + Number(state === 'held'),
      all: all + 1,
    });
  }
  return counts;
}
