import { expect, it } from 'vitest';
import { Reach, reaching } from './reach.ts';

const NOWHERE = 'http://server/livez';
const answers = (status: number, type: string) => () =>
  Promise.resolve(new Response('{}', { status, headers: { 'content-type': type } }));

it('is offline without a network, whatever was answered before, and gives a new network the benefit of the doubt', () => {
  const reach = new Reach(true);
  reach.told(false);
  expect(reach.state).toBe('away');
  reach.setNetwork(false);
  expect(reach.state).toBe('offline');
  reach.setNetwork(true);
  expect(reach.state).toBe('here');
});

it('tells of changes only', () => {
  const reach = new Reach(true);
  let told = 0;
  const end = reach.subscribe(() => {
    told += 1;
  });
  reach.told(true);
  reach.told(false);
  reach.told(false);
  expect(told).toBe(1);
  end();
  reach.told(true);
  expect(told).toBe(1);
});

it.each([
  ['a refusal of the server', answers(409, 'application/problem+json'), 'here'],
  ['the server saying that it takes nothing in', answers(503, 'application/problem+json'), 'here'],
  ['a proxy without a server', answers(502, 'text/html'), 'away'],
  ['nobody', () => Promise.reject(new TypeError('refused')), 'away'],
] as const)('hears %s', async (_, send, state) => {
  const reach = new Reach(true);
  await reaching(reach, send)(NOWHERE).catch(() => undefined);
  expect(reach.state).toBe(state);
});

it('learns nothing from a call that was given up', async () => {
  const reach = new Reach(true);
  const signal = AbortSignal.abort();
  const send = () => Promise.reject(new DOMException('aborted', 'AbortError'));
  await expect(reaching(reach, send)(NOWHERE, { signal })).rejects.toThrow('aborted');
  expect(reach.state).toBe('here');
});
