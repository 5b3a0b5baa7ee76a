import type { ContestBoard } from '@docket/contracts/http/contest';
import type { Ctx } from '../../spine/ctx.ts';
import { contestMaterial } from '../problem/material.ts';
import { seesProblems, type ContestRow } from '../rows.ts';

/** Letters and colours are on the board from the start of the contest on, names of problems for those who may see these. */
export async function boardProblems(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  row: ContestRow,
): Promise<ContestBoard['problems']> {
  const titled = seesProblems(row.standing);
  if (!titled && ctx.clock.now() < row.open_at) return [];
  return (await contestMaterial(ctx, row.id)).map(({ label, colour, points, title }) => ({
    label,
    colour,
    points,
    title: titled ? title : null,
  }));
}
