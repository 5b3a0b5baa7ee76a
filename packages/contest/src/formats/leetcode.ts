import { z } from 'zod';
import { finishCell, finishRow } from '../finish-time.ts';
import { defineFormat } from '../format.ts';
import { outcomeOf, units } from '../tries.ts';

const options = z.strictObject({
  /** Minutes for each rejected try at a problem that was solved. */
  penaltyMinutes: z.number().min(0).default(5),
  compileErrorPenalty: z.boolean().default(false),
  unit: z.enum(units).default('second'),
});

/** Points of solved problems, all or nothing; then the time of the last one solved plus five minutes for each wrong try at those. */
export const leetcode = defineFormat({
  name: 'leetcode',
  options,
  counts: (time, { length }) => time >= 0 && time < length,
  cell(tries, { problem, options: rules }) {
    const full = problem.points ?? 1;
    return finishCell(tries, rules, (one) => ({
      score: outcomeOf(one, rules.compileErrorPenalty) === 'accepted' ? full : 0,
      full,
    }));
  },
  row: (cells, _hacks, { options: rules }) => finishRow(cells, rules),
});
