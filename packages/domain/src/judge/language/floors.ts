import type { Language } from '@docket/contracts/http/language';
import type { PackageLimits } from '@docket/problem-package/types';

type Limits = Pick<PackageLimits, 'cpuMs' | 'memoryBytes'>;

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`;
}

/**
 * Why no program in that language can pass under a problem's limits: its hello-world alone, as measured on a worker, needs more.
 * Null when it can, or when nothing was measured.
 */
export function belowFloor(limits: Limits, language: Pick<Language, 'name' | 'floor'>): string | null {
  const { floor, name } = language;
  if (floor === null) return null;
  if (floor.memoryBytes > limits.memoryBytes)
    return `the problem's memory limit of ${mebibytes(limits.memoryBytes)} is below what ${name} needs to start (${mebibytes(floor.memoryBytes)})`;
  if (floor.cpuMs > limits.cpuMs)
    return `the problem's time limit of ${limits.cpuMs} ms is below what ${name} needs to start (${Math.ceil(floor.cpuMs)} ms)`;
  return null;
}

/** One warning for each language that the limits keep out. */
export function floorWarnings(limits: Limits, languages: readonly Pick<Language, 'name' | 'floor'>[]): string[] {
  return languages.flatMap((language) => {
    const why = belowFloor(limits, language);
    return why === null ? [] : [`${why.replace(/^the/, 'The')}: submissions in it are refused.`];
  });
}
