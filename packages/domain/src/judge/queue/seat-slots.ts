/**
 * The core of each slot, so that the slots of all workers of a machine are spread evenly over its cores. A slot stays where it is unless
 * another core has fewer: programs run beside those that are being measured are to change as seldom as can be.
 * @param cores numbers of the machine's cores, at least one
 * @param others the cores of other workers' slots, one entry for each slot
 * @param mine the core of each slot so far; undefined for a slot that has none yet
 */
export function seatSlots(
  cores: readonly number[],
  others: readonly number[],
  mine: readonly (number | undefined)[],
): number[] {
  const load = new Map(cores.map((core) => [core, 0]));
  const count = (core: number | undefined, more: number): void => {
    const now = core === undefined ? undefined : load.get(core);
    if (core !== undefined && now !== undefined) load.set(core, now + more);
  };
  for (const core of [...others, ...mine]) count(core, 1);
  return mine.map((core) => {
    count(core, -1);
    const [least] = [...load].reduce((best, each) => (each[1] < best[1] ? each : best));
    const here = core === undefined ? undefined : load.get(core);
    const chosen = core !== undefined && here !== undefined && here <= (load.get(least) ?? 0) ? core : least;
    count(chosen, 1);
    return chosen;
  });
}
