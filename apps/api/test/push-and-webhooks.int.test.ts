import { listNotificationPreferences } from '@docket/contracts/http/notification';
import * as hooks from '@docket/contracts/http/outgoing-webhook';
import { getPaymentByBooking } from '@docket/contracts/http/payment';
import { listPushDevices } from '@docket/contracts/http/push';
import { newId } from '@docket/runtime/id';
import { pdfText } from '@docket/testing/pdf-text';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectContract, expectProblem, startTestApi, VAPID_PUBLIC_KEY, type TestApi } from './harness.ts';
import { deviceOf, fundWallet, paymentOf, subscription } from './things.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

/** A file as it comes. */
async function file(path: string, token: string): Promise<Buffer> {
  const response = await fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  return Buffer.from(await response.arrayBuffer());
}

test('a device is turned on once, however often, and off by its owner', async () => {
  const user = await api.user();
  const list = async () => {
    const answer = await api.call('GET', '/notifications/devices', { token: user.token });
    expectContract(answer, listPushDevices);
    return listPushDevices.response.parse(answer.body);
  };
  expect(await list()).toEqual({ serverKey: VAPID_PUBLIC_KEY, data: [] });
  const deviceId = await deviceOf(api, user);
  const add = (json: object) => api.call('POST', '/notifications/devices', { token: user.token, json });
  const again = subscription();
  for (let times = 0; times < 2; times += 1) expect((await add(again)).status).toBe(200);
  expect((await list()).data).toHaveLength(2);
  expectProblem(await add({ ...again, endpoint: 'https://10.0.0.1/push' }), 400, 'invalid_request');
  expectProblem(await add({ ...again, serverKey: again.keys.p256dh }), 409, 'push_key_changed');
  const off = await api.call('DELETE', `/notifications/devices/${deviceId}`, { token: user.token });
  expect(off.status).toBe(204);
  expect((await list()).data).toHaveLength(1);
});

test('an endpoint has a secret that is in no other answer, and is tested once for each wish', async () => {
  const { token } = await api.user('manager');
  const call = async (method: string, path: string, contract: Parameters<typeof expectContract>[1], json?: object) => {
    const answer = await api.call(method, path, { token, ...(json === undefined ? {} : { json }) });
    expectContract(answer, contract);
    return answer;
  };
  const url = 'https://shop.example.org/docket';
  const made = await call('POST', '/webhook-endpoints', hooks.createWebhookEndpoint, { url, events: ['payment.paid'] });
  const { endpointId } = hooks.webhookEndpoint.parse(made.body);
  const at = `/webhook-endpoints/${endpointId}`;
  const { secret } = hooks.getWebhookSecret.response.parse(
    (await call('GET', `${at}/secret`, hooks.getWebhookSecret)).body,
  );
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const rotated = await call('POST', `${at}/rotate`, hooks.rotateWebhookSecret, { from: 1 });
  const listed = await call('GET', '/webhook-endpoints', hooks.listWebhookEndpoints);
  for (const { text } of [made, rotated, listed]) expect(text).not.toContain('whsec_');
  expect(hooks.webhookEndpoint.parse(rotated.body)).toMatchObject({ secretNumber: 2, beforeUntil: expect.any(String) });
  expectProblem(
    await api.call('POST', '/webhook-endpoints', { token, json: { url, events: ['payment.paid'] } }),
    409,
    'webhook_endpoint_taken',
  );

  const testId = newId();
  const sent = await call('POST', `${at}/test`, hooks.testWebhookEndpoint, { testId });
  expect((await call('POST', `${at}/test`, hooks.testWebhookEndpoint, { testId })).body).toEqual(sent.body);
  const { deliveryId } = hooks.webhookDelivery.parse(sent.body);
  const detail = await call('GET', `/webhook-deliveries/${deliveryId}`, hooks.getWebhookDelivery);
  expect(detail.body).toMatchObject({ type: 'endpoint.test', status: 'PENDING', tries: [] });
  await call('POST', `/webhook-deliveries/${deliveryId}/replay`, hooks.replayWebhookDelivery);
  const page = await call('GET', `${at}/deliveries?limit=1`, hooks.listWebhookDeliveries);
  expect(hooks.listWebhookDeliveries.response.parse(page.body).data).toHaveLength(1);
  await call('PATCH', at, hooks.changeWebhookEndpoint, { status: 'PAUSED' });
  expectProblem(await api.call('POST', `${at}/test`, { token, json: { testId } }), 409, 'webhook_endpoint_off');
  expect((await api.call('DELETE', at, { token })).status).toBe(204);
  expectProblem(await api.call('GET', at, { token }), 404, 'webhook_endpoint_not_found');
});

test('what only managers are told of is a matter of managers alone', async () => {
  const kinds = async (role: 'user' | 'manager') => {
    const { token } = await api.user(role);
    const { body } = await api.call('GET', '/notifications/preferences', { token });
    return listNotificationPreferences.response.parse(body).data.map(({ kind }) => kind);
  };
  expect(await kinds('user')).not.toContain('webhook_disabled');
  expect(await kinds('manager')).toContain('webhook_disabled');
});

test('a payment that has come in has a receipt, for its owner alone', async () => {
  const user = await api.user();
  const { paymentId } = await paymentOf(api, user, { captured: true });
  const text = pdfText(await file(`/payment/${paymentId}/receipt.pdf`, user.token));
  for (const said of ['Receipt', paymentId, user.username, 'Card', 'Paid', '₹1,900.00'])
    expect(text.split('\n')).toContain(said);
  const { token } = await api.user();
  expectProblem(await api.call('GET', `/payment/${paymentId}/receipt.pdf`, { token }), 404, 'payment_not_found');
  const open = await paymentOf(api, user);
  expectProblem(
    await api.call('GET', `/payment/${open.paymentId}/receipt.pdf`, { token: user.token }),
    409,
    'no_receipt',
  );
});

test('that nobody has begun to pay is an error, or null for whoever asks so; of a stranger’s payment it is the same', async () => {
  const user = await api.user();
  const { bookingId, paymentId } = await paymentOf(api, user);
  const ask = (token: string, query: string) => api.call('GET', `/payment/by-booking/${bookingId}${query}`, { token });
  for (const query of ['', '?none=null']) {
    const answer = await ask(user.token, query);
    expectContract(answer, getPaymentByBooking);
    expect(answer.body).toMatchObject({ paymentId });
  }
  const stranger = await api.user();
  expectProblem(await ask(stranger.token, ''), 404, 'payment_not_found');
  const none = await ask(stranger.token, '?none=null');
  expectContract(none, getPaymentByBooking);
  expect(none.body).toBeNull();
});

test('a wallet has a statement of each currency', async () => {
  const user = await api.user();
  for (const amount of [12_345, 655]) await fundWallet(api, user, amount);
  const text = pdfText(await file('/wallet/statement.pdf?currency=INR', user.token));
  for (const said of ['Statement of account', user.username, '₹123.45', '₹6.55', '₹130.00'])
    expect(text).toContain(said);
  const csv = await api.call('GET', '/wallet/statement.csv?currency=INR', { token: user.token });
  for (const said of ['123.45', '6.55', '130.00']) expect(csv.text).toContain(said);
  expectProblem(
    await api.call('GET', '/wallet/statement.pdf?currency=EUR', { token: user.token }),
    404,
    'account_not_found',
  );
});
