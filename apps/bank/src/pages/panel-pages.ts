import { bankEvent, bankFaults } from '@docket/contracts/bank/api';
import type { Router } from 'express';
import { z } from 'zod';
import type { Bank } from '../bank.ts';
import { type CallbackRow, deliveriesOf, latestCallbacks, sendAgain } from '../callbacks/log.ts';
import { BankError } from '../errors.ts';
import { readFaults, writeFaults } from '../faults/faults.ts';
import { allAccounts } from '../money/accounts.ts';
import { moneyText } from '../money/format.ts';
import { latestPayments } from '../payments/row.ts';
import { faultForm, faultsOf } from './fault-form.ts';
import { html, type Html } from './html.ts';
import { sendPage } from './layout.ts';
import { type Session, sessionOf, tokenField } from './session.ts';

const SHOWN = 30;
const params = z.object({ id: z.string() });

/** The operator's view: balances, payments, callbacks with what was answered, and the switches. */
export function panelPages(router: Router, bank: Bank): void {
  router.get('/panel', (request, response) => {
    const session = sessionOf(bank, request, response);
    const accounts = allAccounts(bank).map(
      ({ kind, owner, balance, currency }) =>
        html`<tr>
          <td>${kind}</td>
          <td>${owner}</td>
          <td class="number">${moneyText(balance, currency)}</td>
        </tr>`,
    );
    const payments = latestPayments(bank, SHOWN).map(
      (row) =>
        html`<tr>
          <td>${time(row.created_at)}</td>
          <td><code>${row.reference}</code></td>
          <td>${row.method}</td>
          <td>${row.status}${row.failure !== null && html`<br />${row.failure}`}</td>
          <td class="number">${moneyText(row.amount, row.currency)}</td>
          <td class="number">${moneyText(row.received, row.currency)}</td>
          <td class="number">${moneyText(row.refunded, row.currency)}</td>
        </tr>`,
    );
    sendPage(response, {
      title: 'Panel',
      wide: true,
      body: html`<section class="card">
          <h1>Panel</h1>
          <h2>Faults</h2>
          ${faultForm(readFaults(bank), session)}
        </section>
        <section class="card">
          <h2>Callbacks, newest first</h2>
          ${table(
            ['When', 'What', 'Status', 'Sent, signed and answered', ''],
            latestCallbacks(bank, SHOWN).map((row) => callbackLine(bank, row, session)),
          )}
        </section>
        <section class="card">
          <h2>Payments, newest first</h2>
          ${table(['When', 'Reference', 'By', 'Status', 'Amount', 'Received', 'Paid back'], payments)}
        </section>
        <section class="card">
          <h2>Balances</h2>
          ${table(['Kind', 'Owner', 'Balance'], accounts)}
        </section>`,
    });
  });

  router.post('/panel/faults', (request, response) => {
    const faults = bankFaults.safeParse(faultsOf(request.body));
    if (!faults.success)
      throw new BankError(
        400,
        'invalid_faults',
        faults.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
      );
    bank.store.change(() => writeFaults(bank, faults.data));
    response.redirect(303, '/panel');
  });

  router.post('/panel/callbacks/:id', (request, response) => {
    if (!sendAgain(bank, params.parse(request.params).id))
      throw new BankError(404, 'callback_not_found', 'There is no such callback.');
    response.redirect(303, '/panel');
  });
}

function time(at: string): string {
  return at.slice(0, 19).replace('T', ' ');
}

function table(columns: readonly string[], rows: readonly Html[]): Html {
  if (rows.length === 0) return html`<p class="hint">None yet.</p>`;
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th>${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function callbackLine(bank: Bank, row: CallbackRow, session: Session): Html {
  const event = bankEvent.parse(JSON.parse(row.event));
  const sent = deliveriesOf(bank, row.id).map(
    ({ at, signature, answer, error, ms, faults }) =>
      html`<div>
        ${time(at)} ${answer ?? error} in ${ms} ms${faults !== '' && html` <span class="bad">${faults}</span>`}<br /><code
          >${signature}</code
        >
      </div>`,
  );
  return html`<tr>
    <td>${time(row.created_at)}</td>
    <td>${event.type}<br />${moneyText(event.amountMinor, event.currency)}<br /><code>${event.reference}</code></td>
    <td>${row.status}</td>
    <td>${sent}</td>
    <td>
      <form method="post" action="/panel/callbacks/${row.id}">
        ${tokenField(session)}<button class="second">Send again</button>
      </form>
    </td>
  </tr>`;
}
