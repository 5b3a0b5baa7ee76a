import type { Clock } from '@docket/runtime/clock';
import type { Store } from './store/store.ts';

/** What every verb is given. */
export type Bank = {
  readonly store: Store;
  readonly clock: Clock;
  /** Where browsers reach the bank's pages, such as `http://127.0.0.1:3003`. */
  readonly publicUrl: () => string;
};

/** The time of a change as rows have it: ISO 8601 in UTC, so that texts sort as times do. */
export function nowOf(bank: Bank, plusMs = 0): string {
  return new Date(bank.clock.now().getTime() + plusMs).toISOString();
}

/** Whose bank it is: there is one merchant. */
export const MERCHANT = 'docket';
export const MERCHANT_NAME = 'Docket';
