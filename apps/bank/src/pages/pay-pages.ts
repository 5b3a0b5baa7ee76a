import encodeQR from 'qr';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { type Bank, MERCHANT_NAME } from '../bank.ts';
import { customerAccount, customerOf, loginForm, VPA_DOMAIN } from '../customers/customers.ts';
import { BankError } from '../errors.ts';
import { moneyText } from '../money/format.ts';
import { approve, refuse } from '../payments/approve.ts';
import { expire } from '../payments/expire.ts';
import { paymentById, type PaymentRow } from '../payments/row.ts';
import { upiUriOf } from '../payments/upi.ts';
import { cardForm } from './card-form.ts';
import { html, Html } from './html.ts';
import { sendPage } from './layout.ts';
import { type Session, sessionOf, tokenField } from './session.ts';

const params = z.object({ id: z.string() });

/** The payment of an address, as it is now. */
export function payOf(bank: Bank, request: Request): PaymentRow {
  const { id } = params.parse(request.params);
  return bank.store.change(() => expire(bank, paymentById(bank, id)));
}

/** Sends the buyer back to the merchant, who asks the bank itself how it went. */
export function goBack(response: Response, row: PaymentRow): void {
  response.redirect(303, backUrl(row));
}

function backUrl(row: PaymentRow): string {
  const url = new URL(row.return_url);
  url.searchParams.set('reference', row.reference);
  url.searchParams.set('status', row.status);
  return url.href;
}

/** Who is to be paid, and what. */
export function bill(row: PaymentRow): Html {
  return html`<h1>Pay ${moneyText(row.amount, row.currency)} to ${MERCHANT_NAME}</h1>
    <dl>
      <dt>For</dt>
      <dd>${row.description}</dd>
      <dt>Reference</dt>
      <dd><code>${row.reference}</code></dd>
    </dl>`;
}

export function refuseForm(row: PaymentRow, session: Session): Html {
  return html`<form method="post" action="/pay/${row.id}/refuse">
    ${tokenField(session)}<button class="second">Refuse</button>
  </form>`;
}

/** What people read of a payment that waits for nobody. */
function outcomeOf(row: PaymentRow): string {
  switch (row.status) {
    case 'authorised':
    case 'captured':
      return 'Paid';
    case 'refunded':
      return 'Paid back';
    case 'failed':
      return `Not paid: ${(row.failure ?? 'it failed').replaceAll('_', ' ')}`;
    case 'cancelled':
      return `${MERCHANT_NAME} has cancelled it`;
    case 'expired':
      return 'The time to pay is over';
    case 'created':
      return 'Not paid yet';
    default:
      return row.status satisfies never;
  }
}

function sendOutcome(response: Response, row: PaymentRow): void {
  sendPage(response, {
    title: outcomeOf(row),
    body: html`<section class="card">
      <h1>${outcomeOf(row)}</h1>
      <p class="amount">${moneyText(row.amount, row.currency)}</p>
      <p>You can close this window, or <a href="${backUrl(row)}">go back to ${MERCHANT_NAME}</a>.</p>
    </section>`,
  });
}

/** The approval page of each way to pay, and what its buttons do. */
export function payPages(router: Router, bank: Bank): void {
  router.get('/pay/:id', (request, response) => {
    const row = payOf(bank, request);
    if (row.status !== 'created') {
      sendOutcome(response, row);
      return;
    }
    const session = sessionOf(bank, request, response);
    switch (row.method) {
      case 'netbanking':
        sendNetBanking(bank, response, row, session);
        return;
      case 'card':
        sendPage(response, {
          title: 'Pay by card',
          leadsTo: row.return_url,
          body: html`<section class="card">
            ${bill(row)}${cardForm(row, session)}
            <div class="actions">${refuseForm(row, session)}</div>
          </section>`,
        });
        return;
      case 'upi':
        sendUpi(response, row, session);
        return;
      case 'virtual_account':
        response.redirect(303, `/transfer?to=${row.account_number ?? ''}`);
        return;
      default:
        row.method satisfies never;
    }
  });

  router.post('/pay/:id/approve', (request, response) => {
    const row = payOf(bank, request);
    if (row.method !== 'netbanking') throw new BankError(404, 'not_found', 'This payment is not of net banking.');
    const { customer } = sessionOf(bank, request, response);
    if (customer === undefined) {
      response.redirect(303, `/login?next=/pay/${row.id}`);
      return;
    }
    const payer = bank.store.change(() => customerAccount(bank, customer.login, row.currency));
    goBack(response, approve(bank, row.id, payer.id));
  });

  router.post('/pay/:id/refuse', (request, response) => {
    goBack(response, refuse(bank, payOf(bank, request).id, 'refused_by_buyer'));
  });

  router.post('/pay/:id/upi', (request, response) => {
    const row = payOf(bank, request);
    if (row.method !== 'upi') throw new BankError(404, 'not_found', 'This payment is not by UPI.');
    const payer = bank.store.change(() =>
      customerAccount(bank, loginOfVpa(bank, upiBody.parse(request.body).vpa), row.currency),
    );
    goBack(response, approve(bank, row.id, payer.id));
  });
}

const upiBody = z.object({ vpa: z.string() });

function loginOfVpa(bank: Bank, vpa: string): string {
  const [name = '', domain] = vpa.trim().toLowerCase().split('@');
  const login = loginForm.safeParse(name);
  if (domain !== VPA_DOMAIN || !login.success)
    throw new BankError(400, 'invalid_vpa', `Give an address such as asha@${VPA_DOMAIN}.`);
  return customerOf(bank, login.data).login;
}

function sendNetBanking(bank: Bank, response: Response, row: PaymentRow, session: Session): void {
  const { customer } = session;
  if (customer === undefined) {
    response.redirect(303, `/login?next=/pay/${row.id}`);
    return;
  }
  const { balance } = bank.store.change(() => customerAccount(bank, customer.login, row.currency));
  sendPage(response, {
    title: 'Approve a payment',
    leadsTo: row.return_url,
    body: html`<section class="card">
      ${bill(row)}
      <p>From the account of <b>${customer.name}</b>, which has ${moneyText(balance, row.currency)}.</p>
      <div class="actions">
        <form method="post" action="/pay/${row.id}/approve">
          ${tokenField(session)}<button>Pay ${moneyText(row.amount, row.currency)}</button>
        </form>
        ${refuseForm(row, session)}
      </div>
    </section>`,
  });
}

function sendUpi(response: Response, row: PaymentRow, session: Session): void {
  const uri = upiUriOf(row);
  sendPage(response, {
    title: 'Pay by UPI',
    leadsTo: row.return_url,
    body: html`<section class="card">
      ${bill(row)}
      <div class="qr" role="img" aria-label="QR code of the UPI link">${new Html(encodeQR(uri, 'svg'))}</div>
      <p><a href="${uri}">Open in a UPI app</a></p>
      <p class="hint">No real app can pay this. Approve it here instead, as the app would.</p>
      <form method="post" action="/pay/${row.id}/upi">
        ${tokenField(session)}
        <label for="vpa"
          >UPI address <span class="hint">such as asha@${VPA_DOMAIN}; poor@${VPA_DOMAIN} has no money</span></label
        >
        <input id="vpa" name="vpa" required autocomplete="off" autocapitalize="none" inputmode="email" />
        <div class="actions"><button>Pay ${moneyText(row.amount, row.currency)}</button></div>
      </form>
      <div class="actions">${refuseForm(row, session)}</div>
    </section>`,
  });
}
