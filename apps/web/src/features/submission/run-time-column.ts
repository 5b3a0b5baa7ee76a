import type { RunTimes } from '@docket/contracts/http/chart';

/** The column that a time is in; a time outside of all is in the one that is nearest. */
export function columnOf(bins: RunTimes['bins'], cpuMs: number): number {
  const at = bins.findIndex(({ toMs }) => cpuMs < toMs);
  return at === -1 ? bins.length - 1 : at;
}
