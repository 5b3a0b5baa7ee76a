import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { OutcomeUnknown } from '@docket/domain/payment/provider';
import { bankPayouts } from './payouts.ts';

const payout = {
  reference: 'w1',
  amountMinor: 500,
  currency: 'INR',
  destination: { type: 'vpa', vpa: 'ada@bank', name: 'Ada' },
} as const;
const answer = {
  ...payout,
  id: 'pyo_1',
  status: 'pending',
  failure: null,
  createdAt: '2026-11-30T00:00:00.000Z',
  updatedAt: '2026-11-30T00:00:00.000Z',
};

async function bank(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return bankPayouts({ baseUrl: `http://127.0.0.1:${address.port}`, apiKey: 'the key of a merchant' });
}

const says = (status: number, body: unknown) =>
  bank((_, response) => void response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)));

it('asks with the reference as key, and reads what became of it', async () => {
  const seen: unknown[] = [];
  const { createPayout, fetchPayout } = await bank((request, response) => {
    const { authorization, 'idempotency-key': key } = request.headers;
    seen.push([request.method, request.url, authorization, key]);
    response.writeHead(request.method === 'POST' ? 201 : 200).end(JSON.stringify(answer));
  });
  expect(await createPayout(payout)).toEqual({ providerRef: 'pyo_1', state: 'pending', failure: null });
  await fetchPayout({ reference: 'w1', providerRef: null });
  await fetchPayout({ reference: 'w1', providerRef: 'pyo_1' });
  const bearer = 'Bearer the key of a merchant';
  expect(seen).toEqual([
    ['POST', '/v1/payouts', bearer, 'payout-w1'],
    ['GET', '/v1/payouts?reference=w1', bearer, undefined],
    ['GET', '/v1/payouts/pyo_1', bearer, undefined],
  ]);
});

it('tells what was refused from what nobody knows', async () => {
  const gone = await says(404, { code: 'payout_not_found' });
  expect(await gone.fetchPayout({ reference: 'w1', providerRef: null })).toMatchObject({ state: 'gone' });
  const refused = await says(422, { code: 'insufficient_funds' });
  await expect(refused.createPayout(payout)).rejects.toMatchObject({
    name: 'ProviderRefused',
    code: 'insufficient_funds',
  });
  for (const [status, body] of [
    [500, 'oops'],
    [503, { code: 'down' }],
    [401, { code: 'unauthenticated' }],
    [201, 'not json'],
    [404, 'no such page'],
  ] as const)
    await expect((await says(status, body)).createPayout(payout), `${status}`).rejects.toBeInstanceOf(OutcomeUnknown);
  const cut = await bank((request) => void request.socket.destroy());
  await expect(cut.createPayout(payout)).rejects.toBeInstanceOf(OutcomeUnknown);
});
