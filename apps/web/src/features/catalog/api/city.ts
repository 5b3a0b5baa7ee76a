import type { City } from '@docket/contracts/http/venue';
import { useQuery } from '@tanstack/react-query';
import { localValue, useLocalValue } from '../../../lib/local-value.ts';
import { VIEWER_ZONE } from '../../../lib/zoned.ts';
import { citiesQuery } from './queries.ts';

/** Slug of the city this browser looked at last. */
const chosenCity = localValue('docket.city', (stored) => (typeof stored === 'string' ? stored : undefined));

type Chosen = {
  readonly cities: readonly City[] | undefined;
  /** The one in the address, or else the remembered one, or else the one whose clocks go as the viewer's do, or the first. */
  readonly city: City | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  readonly remember: (slug: string) => void;
};

export function useCity(inAddress: string | undefined): Chosen {
  const remembered = useLocalValue(chosenCity);
  const query = useQuery(citiesQuery());
  const find = (slug: string | undefined) => query.data?.find((city) => city.slug === slug);
  return {
    cities: query.data,
    city:
      find(inAddress) ??
      find(remembered) ??
      query.data?.find((city) => city.timezone === VIEWER_ZONE) ??
      query.data?.[0],
    error: query.error,
    retry: () => void query.refetch(),
    remember: (slug) => chosenCity.set(slug),
  };
}
