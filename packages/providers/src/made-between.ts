import { timeOfId } from '@docket/runtime/id';

/** How far clocks may be apart, and how long after the id was made the provider may have done its part. */
const BEFORE_SECONDS = 120;
const AFTER_SECONDS = 300;

/**
 * Between which times a provider can have made what has this reference: for those that have no search by it. Our references say when they were made, and a
 * provider is asked for a charge at once or never. Seconds since 1970.
 */
export function madeBetween(reference: string): { readonly from: number; readonly to: number } {
  const seconds = Math.floor(timeOfId(reference) / 1_000);
  return { from: seconds - BEFORE_SECONDS, to: seconds + AFTER_SECONDS };
}

/**
 * When a page of a provider's closes by itself, seconds since 1970: the same for the same reference, so that asking again is the same request.
 * @param leastSeconds what the provider insists on
 */
export function closesAt(reference: string, expiresInSeconds: number, leastSeconds: number): number {
  // What is asked for later than the id was made is still far enough in the future.
  return Math.floor(timeOfId(reference) / 1_000) + Math.max(expiresInSeconds, leastSeconds) + AFTER_SECONDS;
}
