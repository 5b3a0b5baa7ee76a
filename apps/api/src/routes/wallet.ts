import * as contract from '@docket/contracts/http/wallet';
import { cancelWithdrawal } from '@docket/domain/wallet/cancel-withdrawal';
import { createDeposit } from '@docket/domain/wallet/deposit';
import { getWallet, listWalletEntries } from '@docket/domain/wallet/get-wallet';
import { getWithdrawal, listWithdrawals } from '@docket/domain/wallet/get-withdrawal';
import { getWalletStatement } from '@docket/domain/wallet/statement';
import { statementCsv } from '@docket/domain/ledger/statement-csv';
import { statementDocument } from '@docket/domain/ledger/statement-document';
import { requireUser } from '@docket/domain/spine/ctx';
import { printPdf } from '@docket/providers/documents/print-pdf';
import { requestWithdrawal } from '@docket/domain/wallet/request-withdrawal';
import type { Mount } from '../http/mount.ts';
import { nameOf } from './ledger.ts';

export function mountWallet(mount: Mount): void {
  mount(contract.getWallet, ({ ctx }) => getWallet(ctx));
  mount(contract.listWalletEntries, ({ ctx, query }) => listWalletEntries(ctx, query));
  mount(contract.getWalletStatementCsv, async ({ ctx, query }) => {
    const statement = await getWalletStatement(ctx, query);
    return {
      type: contract.getWalletStatementCsv.answerType,
      name: nameOf(statement, 'csv'),
      body: Buffer.from(statementCsv(statement)),
    };
  });
  mount(contract.getWalletStatementPdf, async ({ ctx, query }) => {
    const statement = await getWalletStatement(ctx, query);
    return {
      type: contract.getWalletStatementPdf.answerType,
      name: nameOf(statement, 'pdf'),
      inline: true,
      body: await printPdf('statement', statementDocument(statement), requireUser(ctx).userId),
    };
  });
  mount(
    contract.createDeposit,
    ({ ctx, body, idempotencyKey, onReplay }) => createDeposit(ctx, { ...body, idempotencyKey, onReplay }),
    { key: 'verb' },
  );
  mount(
    contract.createWithdrawal,
    ({ ctx, body, idempotencyKey, onReplay }) => requestWithdrawal(ctx, { ...body, idempotencyKey, onReplay }),
    { key: 'verb' },
  );
  mount(contract.listWithdrawals, ({ ctx, query }) => listWithdrawals(ctx, query));
  mount(contract.getWithdrawal, ({ ctx, params }) => getWithdrawal(ctx, params));
  mount(contract.cancelWithdrawal, ({ ctx, params }) => cancelWithdrawal(ctx, params));
}
