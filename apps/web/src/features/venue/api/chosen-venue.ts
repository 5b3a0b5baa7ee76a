import type { Venue } from '@docket/contracts/http/venue';
import { useQuery } from '@tanstack/react-query';
import { localValue, useLocalValue } from '../../../lib/local-value.ts';
import { venuesQuery } from './queries.ts';

/** Slug of the venue this browser managed last. */
const chosenVenue = localValue('docket.venue', (stored) => (typeof stored === 'string' ? stored : undefined));

export function useVenue() {
  const venues = useQuery(venuesQuery());
  const slug = useLocalValue(chosenVenue);
  const venue: Venue | undefined = venues.data?.find((one) => one.slug === slug) ?? venues.data?.[0];
  return { venues, venue, choose: (next: string) => void chosenVenue.set(next) };
}
