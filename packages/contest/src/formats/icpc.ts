import { z } from 'zod';
import { defineFormat } from '../format.ts';
import { EMPTY_CELL, MINUTE, descending, outcomeOf, solvedCount, units, wholeUnits } from '../tries.ts';

const options = z.strictObject({
  /** Minutes for each rejected try before the accepted one. */
  penaltyMinutes: z.number().min(0).default(20),
  compileErrorPenalty: z.boolean().default(false),
  /** Contest time is rounded down to it, each problem by itself. */
  unit: z.enum(units).default('minute'),
  /** Of rows with as many problems and as much penalty: the one whose last accepted try was earlier. */
  tieBreak: z.enum(['last-solved', 'none']).default('last-solved'),
});

/**
 * Problems solved, then penalty: the time of each accepted try plus 20 minutes for each rejected one before it, on solved problems alone; then the time of
 * the last accepted try (CCS System Requirements, "Scoring").
 */
export const icpc = defineFormat({
  name: 'icpc',
  options,
  counts: (time, { length }) => time >= 0 && time < length,
  cell(tries, { options: { penaltyMinutes, compileErrorPenalty, unit } }) {
    let rejected = 0;
    let pending = 0;
    for (const one of tries) {
      const outcome = outcomeOf(one, compileErrorPenalty);
      if (outcome === 'pending') pending += 1;
      if (outcome === 'rejected') rejected += 1;
      // What comes after the first accepted try never counts, whatever its verdict.
      if (outcome === 'accepted')
        return {
          ...EMPTY_CELL,
          tries: rejected + 1,
          pending,
          solved: true,
          score: 1,
          time: one.time,
          penalty: wholeUnits(one.time, unit) + rejected * penaltyMinutes * MINUTE,
        };
    }
    return { ...EMPTY_CELL, tries: rejected, pending };
  },
  row(cells, _hacks, { options: { unit, tieBreak } }) {
    const solved = solvedCount(cells);
    let penalty = 0;
    let last = 0;
    for (const cell of cells) {
      if (cell === null || cell.time === null) continue;
      penalty += cell.penalty;
      last = Math.max(last, wholeUnits(cell.time, unit));
    }
    const key = [descending(solved), penalty, ...(tieBreak === 'none' ? [] : [last])];
    return { solved, score: solved, penalty, key };
  },
});
