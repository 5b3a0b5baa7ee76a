/** The day and the time that the clocks of a zone show at an instant, some days on. */
export function dayIn(timeZone: string, at: Date, days = 0): { readonly date: string; readonly time: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  // Counted in calendar days, which are not always 24 hours.
  const day = new Date(Date.UTC(Number(part('year')), Number(part('month')) - 1, Number(part('day')) + days));
  return { date: day.toISOString().slice(0, 10), time: `${part('hour')}:${part('minute')}` };
}
