import type { SeatsChanged } from '@docket/contracts/events/booking';

type State = 'held' | 'free' | 'sold';
const STATES: readonly State[] = ['held', 'free', 'sold'];

/** Several changes of one show as one: of each seat the state with the highest version. @param changes at least one */
export function mergeSeatChanges(changes: readonly SeatsChanged[]): SeatsChanged {
  const seats = new Map<number, { readonly state: State; readonly version: number }>();
  for (const change of changes) {
    for (const state of STATES) {
      for (const [seat, version] of change[state]) {
        if (version > (seats.get(seat)?.version ?? -1)) seats.set(seat, { state, version });
      }
    }
  }
  const [first] = changes;
  if (first === undefined) throw new RangeError('no changes to merge');
  const merged: SeatsChanged = { showId: first.showId, held: [], free: [], sold: [] };
  for (const [seat, { state, version }] of seats) merged[state].push([seat, version]);
  return merged;
}
