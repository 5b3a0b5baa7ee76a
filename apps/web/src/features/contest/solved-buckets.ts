/** Contest times, counted into stretches of equal length from the start on. */
export function buckets(
  times: readonly number[],
  lengthMs: number,
  wanted = 30,
): { readonly stepMs: number; readonly counts: number[] } {
  const end = Math.max(lengthMs, ...times.map((time) => time + 1), 1);
  const stepMs = niceStep(end / wanted);
  const counts = Array.from({ length: Math.ceil(end / stepMs) }, () => 0);
  for (const time of times) {
    const at = Math.floor(Math.max(0, time) / stepMs);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { stepMs, counts };
}

const MINUTES = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080];

/** The next length that people count in. */
function niceStep(ms: number): number {
  const minutes = MINUTES.find((one) => one * 60_000 >= ms);
  return minutes === undefined ? Math.ceil(ms / 604_800_000) * 604_800_000 : minutes * 60_000;
}
