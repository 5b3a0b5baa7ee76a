import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import type { SubjectKind } from './subject.ts';

const handOverStatement = prepare(
  'reservation_hand_over',
  'SELECT reservation_hand_over($1, $2, $3, $4, $5) AS until',
).rows<{ until: Date | null }>();

/**
 * Keeps what a hold of seats has for another subject, so that nobody comes in between.
 * @param to.before of the database's clock; from then on it is too late
 * @param to.seconds how long it is kept, from now on
 * @returns its new end; null when it was too late or somebody has taken some of it over: then nothing has changed
 */
export async function handOver(
  tx: Tx,
  holdId: string,
  to: {
    readonly subject: { readonly kind: SubjectKind; readonly id: string };
    readonly before: Date;
    readonly seconds: number;
  },
): Promise<Date | null> {
  const [row] = await handOverStatement(tx.client, [holdId, to.before, to.subject.kind, to.subject.id, to.seconds]);
  return row?.until ?? null;
}
