import { prepare } from '@docket/db/statement';
import type { Ctx } from './ctx.ts';

const dutyStatement = prepare('take_duty', 'SELECT take_duty($1, $2, $3) AS taken').rows<{ taken: boolean }>();

/** What one process of many does. Whoever has a duty keeps it while it asks again in time. @returns true for the one that has it. */
export async function takeDuty(
  ctx: Pick<Ctx, 'db'>,
  duty: { readonly name: string; readonly holder: string; readonly seconds: number },
): Promise<boolean> {
  const [row] = await dutyStatement(ctx.db.pool, [duty.name, duty.holder, duty.seconds]);
  return row?.taken === true;
}
