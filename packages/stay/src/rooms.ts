import type { StayWish } from '@docket/contracts/hotel/stay';
import type { RoomFacts } from './shapes.ts';

/** Who sleeps in a room. */
export type Occupants = { readonly adults: number; readonly childAges: readonly number[] };

/**
 * Puts a party into its rooms: adults evenly, the first rooms take what is left over; children, the oldest first, each where fewest guests are and one more may be.
 * Every room has an adult. If any way to do it fits, this one does: how many children fit beside the adults of a room falls ever faster with their number, so the
 * even way leaves the most room.
 * @returns a room each, or null where they do not fit
 */
export function putInRooms(
  { adults, childAges, rooms }: Pick<StayWish, 'adults' | 'childAges' | 'rooms'>,
  type: RoomFacts,
): Occupants[] | null {
  if (adults < rooms) return null;
  const each = Array.from({ length: rooms }, (_, room) => ({
    adults: Math.floor(adults / rooms) + (room < adults % rooms ? 1 : 0),
    childAges: [] as number[],
  }));
  if (each.some((room) => room.adults > type.maxAdults || room.adults > type.maxGuests)) return null;
  for (const age of childAges.toSorted((a, b) => b - a)) {
    const open = each.filter(
      (room) => room.childAges.length < type.maxChildren && room.adults + room.childAges.length < type.maxGuests,
    );
    const [first] = open.toSorted((a, b) => a.adults + a.childAges.length - (b.adults + b.childAges.length));
    if (first === undefined) return null;
    first.childAges.push(age);
  }
  return each;
}
