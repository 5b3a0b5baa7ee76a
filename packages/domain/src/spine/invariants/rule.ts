/** Seconds a hold may be past its time, or work wait without a job, before something is wrong: the sweeper and the relay need a moment. */
export const GRACE_SECONDS = 30;

/** What must always hold. `violations` selects the rows that break it; `$1` is the grace in seconds. */
export type Rule = { readonly name: string; readonly checks: string; readonly violations: string };
