import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import { agreedFees } from './agreed-fees.ts';

/** For so long the other side may be on its way. */
export const TIMING_SECONDS = 3_600;

const reconcileStatement = prepare('reconcile', 'SELECT settled, opened, closed FROM reconcile($1, $2, $3)').rows<{
  settled: number;
  opened: number;
  closed: number;
}>();

const lockStatement = prepare('lock_reconciliation', 'SELECT lock_reconciliation($1)');

/** Nobody else reconciles with this provider until the end of the transaction. Comes before accounts of the ledger. */
export async function lockReconciliation(tx: Tx, provider: string): Promise<void> {
  await lockStatement(tx.client, [provider]);
}

/** How many entries found their other side, and how many breaks were opened and ended by it. */
export type Reconciled = { readonly settled: number; readonly opened: number; readonly closed: number };

/** Holds a provider's entries and our books against each other, all that is open in one go. Again it changes nothing. Rule: docs/reconciliation.md. */
export async function reconcile(
  tx: Tx,
  { provider, timingSeconds = TIMING_SECONDS }: { readonly provider: string; readonly timingSeconds?: number },
): Promise<Reconciled> {
  const [row] = await reconcileStatement(tx.client, [provider, timingSeconds, JSON.stringify(agreedFees(provider))]);
  if (row === undefined) throw new Error('reconciling said nothing');
  return row;
}
