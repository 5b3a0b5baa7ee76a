import { afterAll, beforeAll, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/ledger';
import * as wallet from '@docket/contracts/http/wallet';
import { expectContract, expectProblem, startTestApi, type TestApi, type TestUser } from './harness.ts';
import { fundWallet, WITHDRAWAL } from './things.ts';

let api: TestApi;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  admin = await api.user('admin');
});
afterAll(() => api.stop());

async function accountOf({ userId }: TestUser): Promise<contract.LedgerAccount> {
  const answer = await api.call('GET', `/ledger/accounts?owner=${userId}`, { token: admin.token });
  expectContract(answer, contract.listAccounts);
  const [account] = contract.listAccounts.response.parse(answer.body).data;
  return account ?? expect.fail('there is no account');
}

test('a statement has each entry with the balance after it, over pages and as files', async () => {
  const user = await api.user();
  for (const amount of [100, 200, 300, 400]) await fundWallet(api, user, amount);
  const account = await accountOf(user);
  expect(account).toMatchObject({ balanceMinor: 1_000, reservedMinor: 0, role: 'customer_wallet' });
  const read = async (address: string) => {
    const answer = await api.call('GET', address, { token: admin.token });
    expectContract(answer, contract.getStatement);
    return contract.getStatement.response.parse(answer.body);
  };
  const address = `/ledger/accounts/${account.accountId}/statement`;
  const first = await read(`${address}?limit=3`);
  expect(first.data.map(({ amountMinor, balanceMinor }) => [amountMinor, balanceMinor])).toEqual([
    [400, 1_000],
    [300, 600],
    [200, 300],
  ]);
  // What comes meanwhile moves nothing of the pages behind.
  await fundWallet(api, user, 5);
  const second = await read(`${address}?limit=3&cursor=${first.meta.nextCursor}`);
  expect(second.data.map(({ balanceMinor }) => balanceMinor)).toEqual([100]);
  expect(second.meta.nextCursor).toBeNull();
  const csv = await api.call('GET', `${address}.csv`, { token: admin.token });
  const lines = csv.text.trim().split('\r\n');
  expect(lines).toHaveLength(8);
  expect(lines[1]).toMatch(/opening balance,,,,0\.00,INR$/);
  expect(lines[2]).toMatch(/,1\.00,1\.00,INR$/);
  expect(lines[7]).toMatch(/closing balance,,,,10\.05,INR$/);
  const later = await api.call('GET', `${address}.csv?from=2300-01-01T00:00:00Z&until=2300-01-02T00:00:00Z`, {
    token: admin.token,
  });
  expect(later.text.trim().split('\r\n').at(-1)).toMatch(/closing balance,,,,10\.05,INR$/);
  const pdf = await api.call('GET', `${address}.pdf`, { token: admin.token });
  expect(pdf.status).toBe(200);
  expect(pdf.text.slice(0, 5)).toBe('%PDF-');
  const [entry] = first.data;
  const transfer = await api.call('GET', `/ledger/transfers/${entry?.transferId}`, { token: admin.token });
  expectContract(transfer, contract.getTransfer);
  expect(contract.getTransfer.response.parse(transfer.body).entries).toMatchObject([
    { role: 'bank', side: 'debit', amountMinor: 400 },
    { role: 'customer_wallet', side: 'credit', amountMinor: 400 },
  ]);
});

test('a wallet tells what is reserved, and what there is not cannot be withdrawn', async () => {
  const user = await api.user();
  const read = async () => {
    const answer = await api.call('GET', '/wallet', { token: user.token });
    expectContract(answer, wallet.getWallet);
    return wallet.getWallet.response.parse(answer.body).balances;
  };
  expect(await read()).toEqual([]);
  const withdraw = (json: object) => api.call('POST', '/wallet/withdrawals', { token: user.token, json });
  expectProblem(await withdraw(WITHDRAWAL), 409, 'insufficient_funds');
  await fundWallet(api, user, 150);
  expectContract(await withdraw(WITHDRAWAL), wallet.createWithdrawal);
  expect(await read()).toMatchObject([{ balanceMinor: 150, reservedMinor: 100, availableMinor: 50 }]);
  expectProblem(await withdraw(WITHDRAWAL), 409, 'insufficient_funds');
  expectProblem(await withdraw({ ...WITHDRAWAL, currency: 'EUR' }), 400, 'invalid_request');
  const iban = { type: 'iban', iban: 'GB28NWBK60161331926819', name: 'Ada Lovelace' };
  expectProblem(await withdraw({ ...WITHDRAWAL, destination: iban }), 400, 'invalid_request');
  const entries = await api.call('GET', '/wallet/entries?currency=INR', { token: user.token });
  expectContract(entries, wallet.listWalletEntries);
});
