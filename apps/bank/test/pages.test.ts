import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { latestCallbacks } from '../src/callbacks/log.ts';
import { newPayment, startBank, startReceiver } from './support.ts';

const SECRET = `whsec_${Buffer.from('a secret that is only for tests').toString('base64')}`;

vi.setConfig({ testTimeout: 30_000 });

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let bank: Awaited<ReturnType<typeof startBank>>;
beforeEach(async () => {
  receiver = await startReceiver();
  bank = await startBank(receiver.url, [SECRET]);
});
afterEach(async () => {
  await bank.close();
  receiver.close();
});

/** A browser without JavaScript: keeps the cookie, and sends a form's token along. */
function browser() {
  let cookie = '';
  let token = '';
  async function go(
    method: 'GET' | 'POST',
    path: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) {
    const response = await fetch(`${bank.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { cookie, ...headers },
      ...(method === 'POST' ? { body: new URLSearchParams({ token, ...fields }) } : {}),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const text = await response.text();
    token = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? token;
    return {
      status: response.status,
      to: response.headers.get('location') ?? '',
      text,
      csp: response.headers.get('content-security-policy') ?? '',
    };
  }
  return {
    get: (path: string) => go('GET', path),
    post: (path: string, fields?: Record<string, string>, headers?: Record<string, string>) =>
      go('POST', path, fields, headers),
  };
}

async function made(more: object = {}): Promise<string> {
  const { body } = await bank.ask('POST', '/v1/payments', newPayment('p1', more));
  return `/pay/${String(body.id)}`;
}
const stateOf = async () => (await bank.ask('GET', '/v1/payments?reference=p1')).body;

it('net banking: log in, see what is asked, approve, and go back; again is not paid twice', async () => {
  const page = await made();
  const buyer = browser();
  expect(await buyer.get(page)).toMatchObject({ status: 303, to: `/login?next=${page}` });
  expect((await buyer.get(`/login?next=${page}`)).text).toContain('simulator');
  expect(await buyer.post('/login', { login: 'Asha', next: page })).toMatchObject({ status: 303, to: page });
  const approval = await buyer.get(page);
  expect(approval.text).toContain('Pay 1,900.00 INR to Docket');
  // Browsers hold form-action against the redirect to the merchant as well.
  expect(approval.csp).toContain(`form-action 'self' http://127.0.0.1:3000;`);
  const back = { status: 303, to: 'http://127.0.0.1:3000/back?reference=p1&status=captured' };
  expect(await buyer.post(`${page}/approve`)).toMatchObject(back);
  expect(await buyer.post(`${page}/approve`)).toMatchObject(back);
  expect(await stateOf()).toMatchObject({ status: 'captured', receivedMinor: 190_000 });
  expect((await buyer.get(page)).text).toContain('You can close this window');
});

it('refuses a form that is of another browser or another site, and a login that leads away', async () => {
  const page = await made();
  const [buyer, thief] = [browser(), browser()];
  await buyer.get(`/login?next=${page}`);
  await buyer.post('/login', { login: 'asha', next: page });
  await buyer.get(page);
  expect((await buyer.post(`${page}/approve`, { token: 'x'.repeat(43) })).status).toBe(403);
  expect((await buyer.post(`${page}/approve`, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await thief.post(`${page}/approve`)).status).toBe(403);
  expect(await stateOf()).toMatchObject({ status: 'created' });
  await thief.get('/login');
  expect((await thief.post('/login', { login: 'ravi', next: '//evil.test/' })).to).toBe('/account');
  expect((await buyer.post(`${page}/refuse`)).to).toContain('status=failed');
  expect(await stateOf()).toMatchObject({ failure: 'refused_by_buyer' });
});

it('a card pays with the code that is shown, and not after three wrong ones', async () => {
  const page = await made({ method: 'card' });
  const buyer = browser();
  await buyer.get(page);
  const card = { number: '4111 1111 1111 1111', expiry: '12/39', cvc: '123' };
  expect((await buyer.post(`${page}/card`, card)).to).toBe(`${page}/code`);
  const code = /class="code">(\d{6})/.exec((await buyer.get(`${page}/code`)).text)?.[1] ?? '';
  const wrong = code === '000000' ? '000001' : '000000';
  await buyer.post(`${page}/code`, { code: wrong });
  expect((await buyer.get(`${page}/code`)).text).toContain('Tries left: 2');
  // The code is of the browser that gave the card.
  const thief = browser();
  await thief.get(page);
  expect((await thief.post(`${page}/code`, { code })).status).toBe(409);
  expect((await buyer.post(`${page}/code`, { code })).to).toContain('status=captured');
  expect(await stateOf()).toMatchObject({ status: 'captured', feeMinor: 3_800 });
});

it.each([
  ['4000000000009995', 'insufficient_funds'],
  ['4000000000000127', 'wrong_code'],
  ['4000000000000069', 'expired_card'],
  ['4242424242424242', 'unknown_card'],
])('the card %s fails with %s', async (number, failure) => {
  const page = await made({ method: 'card' });
  const buyer = browser();
  await buyer.get(page);
  expect((await buyer.post(`${page}/card`, { number, expiry: '12/39', cvc: '123' })).to).toContain('status=failed');
  expect(await stateOf()).toMatchObject({ status: 'failed', failure });
});

it('three wrong codes and it is over', async () => {
  const page = await made({ method: 'card' });
  const buyer = browser();
  await buyer.get(page);
  await buyer.post(`${page}/card`, { number: '4111111111111111', expiry: '12/39', cvc: '123' });
  for (const to of [`${page}/code`, `${page}/code`, 'http://127.0.0.1:3000/back?reference=p1&status=failed'])
    expect((await buyer.post(`${page}/code`, { code: 'x' })).to).toBe(to);
  expect(await stateOf()).toMatchObject({ failure: 'wrong_code' });
});

it('UPI shows the link as a QR code and takes an address', async () => {
  const page = await made({ method: 'upi', description: 'Seats <b>&' });
  const buyer = browser();
  const shown = await buyer.get(page);
  expect(shown.text).toContain('<svg');
  expect(shown.text).not.toContain('<b>&');
  expect((await stateOf()).upiUri).toMatch(
    /^upi:\/\/pay\?pa=docket@docketbank&pn=Docket&tr=[0-9a-f]{32}&am=1900\.00&cu=INR&tn=Seats%20%3Cb%3E%26$/,
  );
  expect((await buyer.post(`${page}/upi`, { vpa: 'asha@elsewhere' })).status).toBe(400);
  expect((await buyer.post(`${page}/upi`, { vpa: 'somebody@docketbank' })).to).toContain('status=captured');
});

it('a transfer by hand reaches a virtual account', async () => {
  const page = await made({ method: 'virtual_account' });
  const { virtualAccount } = await stateOf();
  const buyer = browser();
  expect((await buyer.get(page)).to).toBe(`/transfer?to=${virtualAccount.accountNumber}`);
  await buyer.get('/login');
  await buyer.post('/login', { login: 'asha', next: `/transfer?to=${virtualAccount.accountNumber}` });
  expect((await buyer.get(`/transfer?to=${virtualAccount.accountNumber}`)).text).toContain('value="1900.00"');
  expect((await buyer.post('/transfer', { to: virtualAccount.iban, amount: '1900', currency: 'inr' })).text).toContain(
    'Sent',
  );
  expect(await stateOf()).toMatchObject({ status: 'captured', receivedMinor: 190_000 });
});

it('the panel sets the switches, and sends a callback again', async () => {
  const operator = browser();
  await operator.get('/panel');
  await operator.post('/panel/faults', {
    'callbacks.drop': 'on',
    'callbacks.drop.times': '1',
    'callbacks.delay.field': '5000',
    'money.refundsFail': 'on',
  });
  expect((await bank.ask('GET', '/faults')).body).toEqual({
    callbacks: { drop: { times: 1 } },
    answers: { down: false },
    money: { refundsFail: { times: null } },
  });
  await made();
  const [payment] = [await stateOf()];
  await bank.ask('POST', `/v1/payments/${payment.id}/cancel`);
  const [dropped] = latestCallbacks(bank.bank, 1);
  expect(dropped?.status).toBe('dropped');
  await operator.post(`/panel/callbacks/${dropped?.id ?? ''}`);
  await expect.poll(() => receiver.received.length, { timeout: 5_000 }).toBe(1);
  expect((await operator.get('/panel')).text).toContain('payment.cancelled');
});
