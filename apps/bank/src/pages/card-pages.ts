import type { Router } from 'express';
import { z } from 'zod';
import type { Bank } from '../bank.ts';
import { BankError } from '../errors.ts';
import { approve, refuse } from '../payments/approve.ts';
import { beginCardCheck, findCardCheck, tryCode } from '../payments/card-check.ts';
import { html } from './html.ts';
import { sendPage } from './layout.ts';
import { bill, goBack, payOf, refuseForm } from './pay-pages.ts';
import { sessionOf, tokenField } from './session.ts';

const cardBody = z.object({ number: z.string(), expiry: z.string(), cvc: z.string() });
const codeBody = z.object({ code: z.string() });

/** The two steps of a card: its number, then a one-time code. */
export function cardPages(router: Router, bank: Bank): void {
  router.post('/pay/:id/card', (request, response) => {
    const row = payOf(bank, request);
    if (row.method !== 'card') throw new BankError(404, 'not_found', 'This payment is not by card.');
    if (row.status !== 'created') {
      goBack(response, row);
      return;
    }
    const failure = bank.store.change(() =>
      beginCardCheck(bank, row, sessionOf(bank, request, response).id, cardBody.parse(request.body)),
    );
    if (failure === null) response.redirect(303, `/pay/${row.id}/code`);
    else goBack(response, refuse(bank, row.id, failure));
  });

  router.get('/pay/:id/code', (request, response) => {
    const row = payOf(bank, request);
    const session = sessionOf(bank, request, response);
    const check = findCardCheck(bank, row.id, session.id);
    if (row.status !== 'created' || check === undefined) {
      response.redirect(303, `/pay/${row.id}`);
      return;
    }
    sendPage(response, {
      title: 'One-time code',
      leadsTo: row.return_url,
      body: html`<section class="card">
        ${bill(row)}
        <p>Card ending in ${check.last_digits}. A bank would send this code to your phone; this one shows it:</p>
        <p class="code">${check.code}</p>
        ${check.tries > 0 && html`<p class="bad" role="alert">That was not the code. Tries left: ${check.left}.</p>`}
        <form method="post" action="/pay/${row.id}/code">
          ${tokenField(session)} <label for="code">Code</label
          ><input
            id="code"
            name="code"
            required
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength="6"
            autofocus
          />
          <div class="actions"><button>Confirm</button></div>
        </form>
        <div class="actions">${refuseForm(row, session)}</div>
      </section>`,
    });
  });

  router.post('/pay/:id/code', (request, response) => {
    const row = payOf(bank, request);
    const session = sessionOf(bank, request, response);
    if (row.status !== 'created') {
      goBack(response, row);
      return;
    }
    const { code } = codeBody.parse(request.body);
    const result = bank.store.change(() => tryCode(bank, row.id, session.id, code));
    switch (result.outcome) {
      case 'right':
        goBack(response, approve(bank, row.id, result.payer));
        return;
      case 'again':
        response.redirect(303, `/pay/${row.id}/code`);
        return;
      case 'over':
        goBack(response, refuse(bank, row.id, 'wrong_code'));
        return;
      default:
        result satisfies never;
    }
  });
}
