import { z } from 'zod';
import { defineFormat } from '../format.ts';
import {
  EMPTY_CELL,
  MINUTE,
  descending,
  isWhole,
  outcomeOf,
  pointsOf,
  solvedCount,
  tidy,
  totalScore,
} from '../tries.ts';

const options = z.strictObject({
  /** The try with the most points after what lateness costs, or the last one. */
  scores: z.enum(['best', 'last']).default('best'),
  /** Days after the due date on which tries still count; null: for good. */
  lateDays: z.number().min(0).max(3_650).nullable().default(0),
  /** Percent of a try's points that each day that has begun costs. */
  latePercent: z.number().min(0).max(100).default(10),
  /** Percent of a try's points that are left at least. */
  leastPercent: z.number().min(0).max(100).default(0),
  /** Minutes after the due date that are not late. */
  graceMinutes: z.number().min(0).max(1_440).default(0),
});

/** What a problem is worth where nobody says. */
const WHOLE = 100;
const DAY = 24 * 60 * MINUTE;

/** Points by a due date, which is the participant's own end of the contest: an extension moves it, and the days after it. */
export const homework = defineFormat({
  name: 'homework',
  options,
  late: ({ lateDays, graceMinutes }) =>
    lateDays === null ? null : Math.round(Math.max(lateDays * DAY, graceMinutes * MINUTE)),
  counts(time, { length, options: { lateDays, graceMinutes } }) {
    const after = lateDays === null ? Infinity : Math.max(lateDays * DAY, graceMinutes * MINUTE);
    return time >= 0 && time < length + after;
  },
  cell(tries, { problem, length, options: rules }) {
    let cell = EMPTY_CELL;
    let counted = 0;
    let pending = 0;
    for (const one of tries) {
      const outcome = outcomeOf(one, false);
      if (outcome === 'pending') pending += 1;
      if (outcome === 'none' || outcome === 'pending') continue;
      counted += 1;
      const points = pointsOf(one, problem, WHOLE);
      const score = tidy(points.score * shareLeft(one.time - length, rules));
      if (rules.scores === 'best' && score <= cell.score) continue;
      const time = score > 0 ? one.time : null;
      cell = { ...cell, score, time, solved: isWhole(points, one), penalty: tidy(points.score - score) };
    }
    return { ...cell, tries: counted, pending };
  },
  row(cells) {
    const score = totalScore(cells);
    const penalty = tidy(cells.reduce((lost, cell) => lost + (cell?.penalty ?? 0), 0));
    return { solved: solvedCount(cells), score, penalty, key: [descending(score)] };
  },
});

/** What is left of points got so many milliseconds after the due date (negative: before it). */
function shareLeft(late: number, rules: z.output<typeof options>): number {
  if (late < rules.graceMinutes * MINUTE || late < 0) return 1;
  const days = Math.floor(late / DAY) + 1;
  return Math.max(rules.leastPercent, 100 - rules.latePercent * days) / 100;
}
