import { MINUS } from '../../lib/format.ts';

/** `+12`, `−7`, `±0`; of newcomers `new 1040`. */
export function changeText(before: number | null, after: number): string {
  if (before === null) return `new ${after}`;
  const by = after - before;
  return by > 0 ? `+${by}` : by < 0 ? `${MINUS}${-by}` : '±0';
}
