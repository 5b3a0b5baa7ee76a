/** Seconds between one call and the next: about two hours, well within the day that runs are kept. */
export const PAUSES: readonly number[] = [5, 30, 2 * 60, 10 * 60, 30 * 60, 60 * 60];

export const CALLS_AT_MOST = PAUSES.length + 1;
