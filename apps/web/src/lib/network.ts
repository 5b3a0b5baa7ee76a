import { useSyncExternalStore } from 'react';
import { Reach, type ReachState } from './reach.ts';

/** Whether this page reaches its server. */
export const reach = new Reach(navigator.onLine);

window.addEventListener('online', () => reach.setNetwork(true));
window.addEventListener('offline', () => reach.setNetwork(false));

export function useReach(): ReachState {
  return useSyncExternalStore(reach.subscribe, () => reach.state);
}
