import { z } from 'zod';
import { finishCell, finishRow } from '../finish-time.ts';
import { defineFormat } from '../format.ts';
import { pointsOf, units } from '../tries.ts';

const options = z.strictObject({
  /** Minutes for each try at a problem before the one that made its score. */
  penaltyMinutes: z.number().min(0).default(5),
  compileErrorPenalty: z.boolean().default(false),
  unit: z.enum(units).default('second'),
});

/** What a problem is worth where nobody says. */
const WHOLE = 100;

/** Points, in parts where the judge gives parts; then the time of the last try that made a score plus five minutes for each try before those. */
export const atcoder = defineFormat({
  name: 'atcoder',
  options,
  counts: (time, { length }) => time >= 0 && time < length,
  cell: (tries, { problem, options: rules }) => finishCell(tries, rules, (one) => pointsOf(one, problem, WHOLE)),
  row: (cells, _hacks, { options: rules }) => finishRow(cells, rules),
});
