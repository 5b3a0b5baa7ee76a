/** A hyphen before a number is too short, and a line may end after it. */
export const MINUS = '−';

/** `7 ms`, `1.23 s`; a dash for what was not measured. */
export function formatMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  if (ms < 1) return '<1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1).replace(/\.0+$/, '')} s`;
}

/** Binary units, as limits are set in them: `512 KiB`, `3.4 MiB`. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return '–';
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const text = value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
  return `${text} ${units[unit] ?? ''}`;
}

/** Points, with at most two decimals: `40 of 100`, `12.5`. */
export function formatScore(score: number, maxScore: number | null | undefined): string {
  const text = (points: number) => String(Math.round(points * 100) / 100).replace('-', MINUS);
  return maxScore === null || maxScore === undefined ? text(score) : `${text(score)} of ${text(maxScore)}`;
}

/** A share 0..1 as a percentage; a dash where nothing was counted. */
export function formatShare(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)}%`;
}

/** `about 3 s`, `about 2 min`. */
export function formatWait(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  return seconds < 90 ? `about ${Math.round(seconds)} s` : `about ${Math.round(seconds / 60)} min`;
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** `just now`, `5 min. ago`, `yesterday`; from a week on the date. `now` in ms since the epoch. */
export function formatAgo(iso: string, now: number): string {
  const elapsed = now - Date.parse(iso);
  if (elapsed < 45_000) return 'just now';
  if (elapsed >= 7 * 86_400_000) return formatDate(iso);
  for (const [unit, ms] of STEPS) {
    if (elapsed >= ms) return relative.format(-Math.floor(elapsed / ms), unit);
  }
  return relative.format(-1, 'minute');
}

export function formatDate(iso: string): string {
  return new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(iso));
}

const exact = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** To the second, by the clock of whoever looks: `Nov 30, 2026, 08:41:24`. */
export function formatMoment(at: string): string {
  return exact.format(new Date(at));
}

/** Compilers print all sorts of things; a bare number says what it is. */
export function formatVersion(version: string): string {
  return /^\d/.test(version) ? `version ${version}` : version;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** What a program said about itself, begun as a sentence of ours. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
