import { afterAll, beforeAll, expect, test } from 'vitest';
import { getFeatures } from '@docket/contracts/http/features';
import { expectContract, startTestApi, type TestApi } from './harness.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

test('what an installation offers is known to everybody', async () => {
  const answer = await api.call('GET', '/features');
  expectContract(answer, getFeatures);
  expect(answer.body).toEqual({ developmentConfirm: false });
});
