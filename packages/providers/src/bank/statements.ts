import { bankBalance } from '@docket/contracts/bank/api';
import type { StatementSource } from '@docket/domain/reconciliation/statement-source';
import { askBank, askBankForFile, type BankAddress } from './ask.ts';

/** Statements by the bank's interface (`contracts/bank/api.ts`). */
export function bankStatements(address: BankAddress): StatementSource {
  return {
    name: 'bank',
    async balances() {
      const { balances } = await askBank(address, bankBalance, { method: 'GET', path: '/v1/balance' });
      return balances;
    },
    statement({ currency, after, limit }) {
      const asked = new URLSearchParams({ currency, limit: String(limit), format: 'camt.053' });
      if (after !== null) asked.set('after', after);
      return askBankForFile(address, `/v1/statement?${asked.toString()}`);
    },
  };
}
