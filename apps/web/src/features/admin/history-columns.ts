import type { QueueHistory } from '@docket/contracts/http/queue';

/** A column for each step, also where there was no sample: a gap is a time without a worker. */
export function columnsOf(
  history: QueueHistory,
): { readonly at: number; readonly point: QueueHistory['points'][number] | undefined }[] {
  const step = history.stepSeconds * 1_000;
  const from = Date.parse(history.from);
  const byTime = new Map(history.points.map((point) => [Date.parse(point.at), point]));
  const count = Math.floor((Date.parse(history.to) - from) / step) + 1;
  return Array.from({ length: count }, (_, index) => {
    const at = from + index * step;
    return { at, point: byTime.get(at) };
  });
}
