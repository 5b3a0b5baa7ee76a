/** Milliseconds of a clock that only goes forward, where there is one. */
export function monotonicMs(): number {
  const clock: { now(): number } | undefined = globalThis.performance;
  return clock === undefined ? Date.now() : clock.now();
}
