const two = (value: number) => String(value).padStart(2, '0');

/** Contest time in ms as hours and minutes: `0:07`, `4:12`. */
export function clockTime(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
}

/** The same with seconds: `0:07:31`. */
export function exactTime(ms: number): string {
  return `${clockTime(ms)}:${two(Math.floor(ms / 1000) % 60)}`;
}

/** How long something takes: `45 minutes`, `5 hours`, `2 h 30 min`, `3 days`. */
export function lengthWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (days > 0 && hours === 0 && rest === 0) return days === 1 ? '1 day' : `${days} days`;
  if (days > 0) return `${days} d ${hours} h`;
  if (hours === 0) return rest === 1 ? '1 minute' : `${rest} minutes`;
  if (rest === 0) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${hours} h ${rest} min`;
}

/** For an input of date and time: this device's clock, `2026-12-05T10:00`. */
export function toLocalInput(iso: string | null): string {
  if (iso === null) return '';
  const at = new Date(iso);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What such an input says, as the API takes it; undefined where it says nothing that is a time. */
export function fromLocalInput(text: string): string | undefined {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
