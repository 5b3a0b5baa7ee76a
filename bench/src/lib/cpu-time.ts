/** Milliseconds of the processor that a synchronous piece of work takes on this thread: other processes of the machine cannot stretch them. */
export function cpuMillis(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
