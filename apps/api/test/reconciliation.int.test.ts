import { afterAll, beforeAll, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/reconciliation';
import { camt053 } from '@docket/testing/camt053';
import { expectContract, expectProblem, record, startTestApi, type TestApi, type TestUser } from './harness.ts';
import { breakOf } from './things.ts';

let api: TestApi;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  admin = await api.user('admin');
});
afterAll(() => api.stop());

const send = (path: string, raw: Buffer<ArrayBuffer> | string, type = 'application/xml') =>
  api.call('POST', path, { token: admin.token, raw, headers: { 'content-type': type } });

test('a statement is shown, taken once, and its difference is closed by an admin', async () => {
  const bytes = camt053([{ kind: 'fee', amountMinor: -5, reference: 'account keeping' }]);
  const seen = await send('/admin/statements/preview', bytes, 'text/xml');
  expectContract(seen, contract.previewStatement);
  const first = await send('/admin/statements', bytes);
  expectContract(first, contract.uploadStatement);
  expect((await send('/admin/statements', bytes)).body).toMatchObject({
    statements: record(first.body)['statements'],
    opened: 0,
  });
  expectContract(await api.call('GET', '/admin/statements', { token: admin.token }), contract.listStatements);

  const id = await breakOf(api, admin);
  const call = (method: 'GET' | 'POST', path: string, json?: unknown) =>
    api.call(method, `/admin/breaks${path}`, { token: admin.token, ...(json === undefined ? {} : { json }) });
  expectContract(await call('GET', '?type=missing_here&age=day'), contract.listBreaks);
  expectContract(await call('GET', '/figures'), contract.getBreakFigures);
  expectContract(await call('POST', `/${id}/assign`, { to: 'me' }), contract.assignBreak);
  expectContract(await call('POST', `/${id}/close`, { reason: 'A present.' }), contract.closeBreak);
  const detail = await call('GET', `/${id}`);
  expectContract(detail, contract.getBreak);
  expect(detail.body).toMatchObject({ status: 'CLOSED', closed: { by: admin.username, reason: 'A present.' } });
  expectProblem(await call('POST', `/${id}/assign`, { to: 'me' }), 409, 'break_closed');
  expectProblem(await call('POST', `/${id}/close`, { reason: ' ' }), 400, 'invalid_request');
});

test('a file that is no statement is refused with line and element, and nothing of it is there', async () => {
  const bytes = camt053([
    { kind: 'payment', amountMinor: 5, reference: 'one' },
    { kind: 'payment', amountMinor: 7, reference: 'two' },
  ]);
  const before = await api.countRows();
  const cut = bytes.toString().replace('0.07', '0.077');
  const answer = await send('/admin/statements', cut);
  expectProblem(answer, 422, 'statement_invalid');
  expect(answer.text).toMatch(/line 5, column \d+, Document\/BkToCstmrStmt\/Stmt\/Ntry\[2\]\/Amt/);
  expectProblem(
    await send('/admin/statements', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
    422,
    'statement_invalid',
  );
  expectProblem(await send('/admin/statements', '{}', 'application/json'), 415, 'unsupported_media_type');
  expect(await api.countRows()).toEqual(before);
});

test('statements are fetched when an admin says so', async () => {
  const answer = await api.call('POST', '/admin/statements/fetch', { token: admin.token });
  expectContract(answer, contract.fetchStatements);
  expect(answer.body).toEqual({ provider: 'bank' });
});

test('the page of invariants says that no bank was asked', async () => {
  const { body } = await api.call('GET', '/invariants', { token: admin.token });
  expect(record(body)['invariants']).toContainEqual(
    expect.objectContaining({
      name: 'bank: its money is our books',
      asked: false,
      ok: true,
      note: 'Not asked: no bank is set up (BANK_URL).',
    }),
  );
});
