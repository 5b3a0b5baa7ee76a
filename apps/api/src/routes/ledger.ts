import * as contract from '@docket/contracts/http/ledger';
import { getPeriodStatement, type PeriodStatement } from '@docket/domain/ledger/period-statement';
import { getStatement } from '@docket/domain/ledger/get-statement';
import { getTransfer } from '@docket/domain/ledger/get-transfer';
import { listAccounts } from '@docket/domain/ledger/list-accounts';
import { statementCsv } from '@docket/domain/ledger/statement-csv';
import { statementDocument } from '@docket/domain/ledger/statement-document';
import { requireUser } from '@docket/domain/spine/ctx';
import { printPdf } from '@docket/providers/documents/print-pdf';
import type { Mount } from '../http/mount.ts';

/** What a statement is called as a file. */
export function nameOf({ account, until }: PeriodStatement, ending: string): string {
  return `statement-${account.role}-${account.currency}-${until.toISOString().slice(0, 10)}.${ending}`;
}

export function mountLedger(mount: Mount): void {
  mount(contract.listAccounts, ({ ctx, query }) => listAccounts(ctx, query));
  mount(contract.getStatement, ({ ctx, params, query }) => getStatement(ctx, { ...params, ...query }));
  mount(contract.getTransfer, ({ ctx, params }) => getTransfer(ctx, params));
  mount(contract.getStatementCsv, async ({ ctx, params, query }) => {
    const statement = await getPeriodStatement(ctx, { ...params, ...query });
    return {
      type: contract.getStatementCsv.answerType,
      name: nameOf(statement, 'csv'),
      body: Buffer.from(statementCsv(statement)),
    };
  });
  mount(contract.getStatementPdf, async ({ ctx, params, query }) => {
    const statement = await getPeriodStatement(ctx, { ...params, ...query });
    return {
      type: contract.getStatementPdf.answerType,
      name: nameOf(statement, 'pdf'),
      inline: true,
      body: await printPdf('statement', statementDocument(statement), requireUser(ctx).userId),
    };
  });
}
