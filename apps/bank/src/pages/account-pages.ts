import type { Router } from 'express';
import { z } from 'zod';
import type { Bank } from '../bank.ts';
import { TEST_CARDS } from '../customers/cards.ts';
import { customerAccount, customerOf, loginForm, namedCustomers } from '../customers/customers.ts';
import { BankError } from '../errors.ts';
import { allAccounts } from '../money/accounts.ts';
import { moneyText } from '../money/format.ts';
import { IFSC } from '../money/iban.ts';
import { html } from './html.ts';
import { sendPage } from './layout.ts';
import { logIn, logOut, sessionOf, tokenField } from './session.ts';

/** A path of this bank: what follows a login leads nowhere else. */
const ownPath = z
  .string()
  .regex(/^\/(?![/\\])[\w/?=&-]*$/)
  .catch('/account');
const loginBody = z.object({ login: z.string(), next: ownPath });

/** Start, login and account of a customer. */
export function accountPages(router: Router, bank: Bank): void {
  router.get('/', (_request, response) => {
    const customers = namedCustomers(bank).map(
      ({ login, name, vpa }) =>
        html`<tr>
          <td>${login}</td>
          <td>${name}</td>
          <td>${vpa}</td>
        </tr>`,
    );
    const cards = TEST_CARDS.map(
      ({ number, outcome }) =>
        html`<tr>
          <td><code>${number.replace(/(\d{4})(?=\d)/g, '$1 ')}</code></td>
          <td>${outcome.replaceAll('_', ' ')}</td>
        </tr>`,
    );
    sendPage(response, {
      title: 'Start',
      body: html`<section class="card">
          <h1>A bank to try payments with</h1>
          <p>
            Docket sends buyers here to pay. Log in as one of these, or with any other name: a new account is opened for
            it.
          </p>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>Log in as</th>
                  <th>Name</th>
                  <th>UPI</th>
                </tr>
              </thead>
              <tbody>
                ${customers}
              </tbody>
            </table>
          </div>
        </section>
        <section class="card">
          <h2>Test cards</h2>
          <p>Any name, any month to come, any three digits.</p>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>Number</th>
                  <th>What it does</th>
                </tr>
              </thead>
              <tbody>
                ${cards}
              </tbody>
            </table>
          </div>
        </section>`,
    });
  });

  router.get('/login', (request, response) => {
    const session = sessionOf(bank, request, response);
    const next = ownPath.parse(request.query['next']);
    sendPage(response, {
      title: 'Log in',
      body: html`<section class="card">
        <h1>Net banking</h1>
        <form method="post" action="/login">
          ${tokenField(session)}
          <input type="hidden" name="next" value="${next}" />
          <label for="login">Customer name <span class="hint">asha, ravi, meera, poor, or any other</span></label>
          <input id="login" name="login" autocomplete="off" autocapitalize="none" required maxlength="40" autofocus />
          <label for="password">Password <span class="hint">anything; it is neither checked nor kept</span></label>
          <input id="password" type="password" autocomplete="off" />
          <div class="actions"><button>Log in</button></div>
        </form>
      </section>`,
    });
  });

  router.post('/login', (request, response) => {
    const { login: given, next } = loginBody.parse(request.body);
    const login = loginForm.safeParse(given);
    if (!login.success) throw new BankError(400, 'invalid_login', 'A name has 1 to 40 letters, digits, dots, _ or -.');
    bank.store.change(() => logIn(bank, response, customerOf(bank, login.data).login));
    response.redirect(303, next);
  });

  router.post('/logout', (request, response) => {
    logOut(bank, sessionOf(bank, request, response));
    response.redirect(303, '/');
  });

  router.get('/account', (request, response) => {
    const session = sessionOf(bank, request, response);
    const { customer } = session;
    if (customer === undefined) {
      response.redirect(303, '/login');
      return;
    }
    bank.store.change(() => customerAccount(bank, customer.login, 'INR'));
    const balances = allAccounts(bank)
      .filter(({ kind, owner }) => kind === 'customer' && owner === customer.login)
      .map(({ balance, currency }) => html`<p class="amount">${moneyText(balance, currency)}</p>`);
    sendPage(response, {
      title: 'Account',
      body: html`<section class="card">
        <h1>${customer.name}</h1>
        ${balances}
        <dl>
          <dt>Account number</dt>
          <dd>${customer.account_number}</dd>
          <dt>IFSC</dt>
          <dd>${IFSC}</dd>
          <dt>IBAN</dt>
          <dd>${customer.iban}</dd>
          <dt>UPI</dt>
          <dd>${customer.vpa}</dd>
        </dl>
        <div class="actions">
          <form method="post" action="/logout">${tokenField(session)}<button class="second">Log out</button></form>
        </div>
      </section>`,
    });
  });
}
