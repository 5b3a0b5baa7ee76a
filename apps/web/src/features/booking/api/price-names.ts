import { FULL_PRICE } from '@docket/contracts/catalog/price-class';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { KEPT } from '../../../lib/kept/kept.ts';

/** Kept with the tickets, which are shown where there may be no connection. */
function priceNamesQuery(showId: string) {
  return queryOptions({
    meta: KEPT,
    queryKey: ['shows', 'price-names', showId] as const,
    queryFn: async ({ signal }) => {
      const { zones, classes } = await docket.catalog.show(showId, signal);
      return {
        zones: zones.map(({ zone, name }) => ({ zone, name })),
        classes: classes.map(({ class: id, name, rules }) => ({ class: id, name, proof: rules.proof ?? null })),
      };
    },
  });
}

export type PriceNames = {
  /** Its id while the name is not known. */
  readonly zone: (id: string) => string;
  /** Undefined for the full price, and where it is not known; its id while the name is not known, or where the show has it no more. */
  readonly priceClass: (id: string | undefined) => { readonly name: string; readonly proof: string | null } | undefined;
};

/** What bookings and tickets tell by an id, as people call it. */
export function usePriceNames(showId: string, enabled = true): PriceNames {
  const { data } = useQuery({ ...priceNamesQuery(showId), enabled });
  return {
    zone: (id) => data?.zones.find(({ zone }) => zone === id)?.name ?? id,
    priceClass: (id) =>
      id === undefined || id === FULL_PRICE
        ? undefined
        : (data?.classes.find((one) => one.class === id) ?? { name: id, proof: null }),
  };
}
