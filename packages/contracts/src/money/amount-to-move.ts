import { z } from 'zod';

/**
 * The most that moves at once, minor units. JSON and JavaScript are exact up to 2^53: thousands of these fit into the sums of an account, which are then still told
 * to the unit.
 */
export const MOST_MINOR = 1_000_000_000_000;

/** An amount that somebody pays, puts in, takes out or gives back. */
export const amountToMove = z
  .int()
  .min(1)
  .max(MOST_MINOR, `is more than moves at once, which is ${MOST_MINOR} minor units at most`);
