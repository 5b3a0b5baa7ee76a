import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';

const showStatement = prepare(
  'house_show',
  `SELECT hall_id, status, starts_at <= clock_timestamp() AS begun, ends_at FROM shows WHERE id = $1 FOR SHARE`,
).rows<{ hall_id: string; status: string; begun: boolean; ends_at: Date }>();

/** A show of which the venue may still keep seats back or give some away; nobody moves or cancels it meanwhile. @throws DocketError `show_not_found`, `show_cancelled`, `show_started` */
export async function lockOpenShow(tx: Tx, showId: string): Promise<{ readonly hallId: string }> {
  const [show] = await showStatement(tx.client, [showId]);
  if (show === undefined) throw new DocketError('show_not_found', 'There is no such show.');
  if (show.status === 'CANCELLED') throw new DocketError('show_cancelled', 'The show was cancelled.');
  if (show.begun) throw new DocketError('show_started', 'The show has begun.');
  return { hallId: show.hall_id };
}
