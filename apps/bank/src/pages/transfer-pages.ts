import { decimalToMinor, minorToDecimal } from '@docket/contracts/money/currency';
import type { Router } from 'express';
import { z } from 'zod';
import { type Bank, MERCHANT_NAME } from '../bank.ts';
import { customerAccount } from '../customers/customers.ts';
import { BankError } from '../errors.ts';
import { moneyText } from '../money/format.ts';
import { findPaymentByAccount } from '../payments/row.ts';
import { receiveTransfer } from '../transfers/receive.ts';
import { html } from './html.ts';
import { sendPage } from './layout.ts';
import { sessionOf, tokenField } from './session.ts';

const transferBody = z.object({ to: z.string().min(1).max(60), amount: z.string(), currency: z.string().length(3) });
const toQuery = z
  .string()
  .regex(/^\w{0,40}$/)
  .catch('');

/** Money for a virtual account, sent by hand: what is paid by transfer is paid here. */
export function transferPages(router: Router, bank: Bank): void {
  router.get('/transfer', (request, response) => {
    const to = toQuery.parse(request.query['to']);
    const session = sessionOf(bank, request, response);
    if (session.customer === undefined) {
      response.redirect(303, `/login?next=${encodeURIComponent(`/transfer?to=${to}`)}`);
      return;
    }
    const payment = to === '' ? undefined : findPaymentByAccount(bank, to);
    const currency = payment?.currency ?? 'INR';
    const { balance } = bank.store.change(() => customerAccount(bank, session.customer?.login ?? '', currency));
    const amount = payment === undefined ? '' : minorToDecimal(payment.amount, currency);
    sendPage(response, {
      title: 'Transfer',
      body: html`<section class="card">
        <h1>Transfer to a virtual account</h1>
        <p>From the account of <b>${session.customer.name}</b>, which has ${moneyText(balance, currency)}.</p>
        <form method="post" action="/transfer">
          ${tokenField(session)} <label for="to">Account number or IBAN</label
          ><input id="to" name="to" value="${to}" required autocomplete="off" />
          <div class="pair">
            <div>
              <label for="amount">Amount</label
              ><input id="amount" name="amount" value="${amount}" required inputmode="decimal" autocomplete="off" />
            </div>
            <div>
              <label for="currency">Currency</label
              ><input
                id="currency"
                name="currency"
                value="${currency}"
                required
                maxlength="3"
                autocomplete="off"
                autocapitalize="characters"
              />
            </div>
          </div>
          <div class="actions"><button>Send</button></div>
        </form>
      </section>`,
    });
  });

  router.post('/transfer', (request, response) => {
    const { customer } = sessionOf(bank, request, response);
    if (customer === undefined) {
      response.redirect(303, '/login?next=/transfer');
      return;
    }
    const asked = transferBody.parse(request.body);
    const currency = asked.currency.toUpperCase();
    const amountMinor = decimalToMinor(asked.amount, currency);
    if (amountMinor === undefined || amountMinor === 0)
      throw new BankError(400, 'invalid_amount', 'Give an amount such as 1900.00.');
    const row = bank.store.change(() =>
      receiveTransfer(bank, {
        to: asked.to,
        from: customerAccount(bank, customer.login, currency).id,
        amountMinor,
        currency,
      }),
    );
    sendPage(response, {
      title: 'Sent',
      body: html`<section class="card">
        <h1>Sent</h1>
        <p class="amount">${moneyText(amountMinor, currency)}</p>
        <p>
          To ${MERCHANT_NAME}, for ${row.description}. You can close this window, or
          <a href="${row.return_url}">go back to ${MERCHANT_NAME}</a>.
        </p>
      </section>`,
    });
  });
}
