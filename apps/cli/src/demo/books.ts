import { setTimeout as sleep } from 'node:timers/promises';
import { createDocket, type Docket } from '@docket/client/docket';
import { getInvariants, type InvariantReport } from '@docket/contracts/http/invariants';
import { fetchStatements } from '@docket/contracts/http/reconciliation';
import { print } from '../output.ts';

/** The bank is given so long to be fetched from and to agree. */
const PATIENCE_MS = 30_000;
const LEDGER = 'ledger: debits are credits';
const BANK = 'bank: its money is our books';

export type Admin = { readonly username: string; readonly password: string };

/** Has what must always hold recomputed until the bank has been asked and what is on its way has arrived, or patience ends. */
async function recompute(docket: Docket, aborted: AbortSignal): Promise<InvariantReport> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    await docket.call(fetchStatements);
    await sleep(2_000);
    const report = await docket.call(getInvariants);
    const bank = report.invariants.find(({ name }) => name === BANK);
    const settled =
      bank?.note === null ||
      bank?.note?.includes('no bank is set up') === true ||
      (bank?.asked === true && !bank.note?.includes('('));
    if ((report.ok && settled) || aborted.aborted || Date.now() > deadline) return report;
  }
}

/** Asks the installation to recompute what must always hold, and says what the books say. Returns what does not hold. */
export async function checkBooks(url: string, admin: Admin, aborted: AbortSignal): Promise<readonly string[]> {
  const docket = createDocket({ baseUrl: url });
  try {
    await docket.login(admin);
    const { invariants } = await recompute(docket, aborted);
    const broken = invariants
      .filter(({ ok }) => !ok)
      .map(({ name, violations }) => `invariant ${name}: ${violations} violations`);
    if (broken.length === 0)
      print(`  invariants  all ${invariants.length} hold: ${invariants.map(({ name }) => name).join(', ')}`);
    if (invariants.some(({ name, ok }) => name === LEDGER && ok))
      print('  the books   debits are credits, in every transfer and currency');
    const bank = invariants.find(({ name }) => name === BANK);
    if (bank?.note != null) print(`  the bank    ${bank.note}`);
    await docket.logout();
    return broken;
  } catch (error) {
    return [`books: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    docket.close();
  }
}
