import { type bankBalance, newBankPayment, newBankPayout, newBankRefund } from '@docket/contracts/bank/api';
import { type Request, type Response, Router, json } from 'express';
import { z } from 'zod';
import { type Bank, MERCHANT, nowOf } from '../bank.ts';
import { customerAccount, customerOf, loginForm } from '../customers/customers.ts';
import { allAccounts } from '../money/accounts.ts';
import { createPayment } from '../payments/create.ts';
import { cancel, capture } from '../payments/merchant.ts';
import { expire } from '../payments/expire.ts';
import { paymentById, paymentByReference, paymentView } from '../payments/row.ts';
import { createPayout, payoutBy, payoutView } from '../payouts/payouts.ts';
import { createRefund, refundBy, refundView } from '../refunds/refunds.ts';
import { statementCamt053 } from '../statement/camt053.ts';
import { statementCsv } from '../statement/csv.ts';
import { readStatement } from '../statement/read.ts';
import { receiveTransfer } from '../transfers/receive.ts';
import { answerByFault, refuseByFault } from './answer-faults.ts';
import { requireKey } from './key.ts';
import { type Answer, once } from './once.ts';

const params = z.object({ id: z.string() });
const byReference = z.object({ reference: z.string() });
const newTransfer = z
  .object({
    accountNumber: z.string().optional(),
    iban: z.string().optional(),
    /** Who sends it: a customer, opened where there is none. */
    from: loginForm,
    amountMinor: newBankPayment.shape.amountMinor,
    currency: newBankPayment.shape.currency,
  })
  .refine(({ accountNumber, iban }) => (accountNumber ?? iban) !== undefined, 'give accountNumber or iban');
const day = z.union([z.iso.datetime(), z.iso.date()]);
const statementQuery = z.object({
  currency: newBankPayment.shape.currency,
  from: day.optional(),
  to: day.optional(),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100_000).optional(),
  format: z.enum(['json', 'csv', 'camt.053']).default('json'),
});

function made(created: boolean): 200 | 201 {
  return created ? 201 : 200;
}

/** The bank's HTTP interface, as packages/contracts/src/bank/api.ts has it. */
export function bankInterface(bank: Bank, apiKey: string): Router {
  const router = Router();
  router.use(requireKey(apiKey), refuseByFault(bank), json({ limit: '100kb' }));

  function get(path: string, work: (request: Request) => unknown): void {
    router.get(path, (request, response) =>
      answerByFault(bank, request, response, { status: 200, body: bank.store.change(() => work(request)) }),
    );
  }
  function post(path: string, work: (request: Request) => Answer): void {
    router.post(path, (request: Request, response: Response) => {
      const asked = { key: request.get('idempotency-key'), path: request.path, body: request.body };
      const { replayed, ...answer } = once(bank, asked, () => work(request));
      if (replayed) response.setHeader('idempotent-replayed', 'true');
      return answerByFault(bank, request, response, answer);
    });
  }

  post('/payments', ({ body }) => {
    const { row, created } = createPayment(bank, newBankPayment.parse(body));
    return { status: made(created), body: paymentView(bank, row) };
  });
  get('/payments', ({ query }) =>
    paymentView(bank, expire(bank, paymentByReference(bank, byReference.parse(query).reference))),
  );
  get('/payments/:id', (request) =>
    paymentView(bank, expire(bank, paymentById(bank, params.parse(request.params).id))),
  );
  post('/payments/:id/capture', (request) => ({
    status: 200,
    body: paymentView(bank, capture(bank, params.parse(request.params).id)),
  }));
  post('/payments/:id/cancel', (request) => ({
    status: 200,
    body: paymentView(bank, cancel(bank, params.parse(request.params).id)),
  }));

  post('/payments/:id/refunds', (request) => {
    const { row, created } = createRefund(bank, params.parse(request.params).id, newBankRefund.parse(request.body));
    return { status: made(created), body: refundView(row) };
  });
  get('/refunds', ({ query }) => refundView(refundBy(bank, 'reference', byReference.parse(query).reference)));
  get('/refunds/:id', (request) => refundView(refundBy(bank, 'id', params.parse(request.params).id)));

  post('/payouts', ({ body }) => {
    const { row, created } = createPayout(bank, newBankPayout.parse(body));
    return { status: made(created), body: payoutView(row) };
  });
  get('/payouts', ({ query }) => payoutView(payoutBy(bank, 'reference', byReference.parse(query).reference)));
  get('/payouts/:id', (request) => payoutView(payoutBy(bank, 'id', params.parse(request.params).id)));

  post('/transfers', ({ body }) => {
    const { from, amountMinor, currency, ...to } = newTransfer.parse(body);
    const customer = customerOf(bank, from);
    const row = receiveTransfer(bank, {
      to: to.accountNumber ?? to.iban ?? '',
      from: customerAccount(bank, customer.login, currency).id,
      amountMinor,
      currency,
    });
    return { status: 201, body: paymentView(bank, row) };
  });

  get('/balance', () => {
    const own = allAccounts(bank).filter(({ kind, owner }) => kind === 'merchant' && owner === MERCHANT);
    const balances = own.map(({ currency, balance }) => ({ currency, amountMinor: balance }));
    return { balances } satisfies z.infer<typeof bankBalance>;
  });
  router.get('/statement', (request, response) => sendStatement(bank, request, response));
  return router;
}

async function sendStatement(bank: Bank, request: Request, response: Response): Promise<void> {
  const asked = statementQuery.parse(request.query);
  const statement = bank.store.change(() => readStatement(bank, asked));
  switch (asked.format) {
    case 'json':
      await answerByFault(bank, request, response, { status: 200, body: statement });
      return;
    case 'csv':
      response.type('text/csv; charset=utf-8').send(statementCsv(statement));
      return;
    case 'camt.053':
      response.type('application/xml; charset=utf-8');
      response.send(statementCamt053(statement, nowOf(bank)));
      return;
    default:
      asked.format satisfies never;
  }
}
