import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { AccountRef, AccountRole } from './transfer.ts';

/** What is on an account, in minor units: `available` is `balance` less what is `reserved`; `coming` is neither yet. */
type Balance = AccountRef & {
  readonly accountId: string;
  readonly balance: bigint;
  readonly reserved: bigint;
  readonly coming: bigint;
  readonly available: bigint;
};

type Row = {
  id: string;
  role: AccountRole;
  owner: string;
  currency: string;
  balance: string;
  reserved: string;
  coming: string;
  available: string;
};

const ownStatement = prepare(
  'ledger_balances_of_owner',
  `SELECT id, role, owner, currency, balance, reserved, coming, available
     FROM ledger_balances(ARRAY(SELECT a.id FROM ledger_accounts a WHERE a.role = $1 AND a.owner = $2 AND a.currency = coalesce($3, a.currency)))
    ORDER BY currency`,
).rows<Row>();

function toBalance(row: Row): Balance {
  return {
    accountId: row.id,
    role: row.role,
    owner: row.owner,
    currency: row.currency,
    balance: BigInt(row.balance),
    reserved: BigInt(row.reserved),
    coming: BigInt(row.coming),
    available: BigInt(row.available),
  };
}

/** What is on an account now, in minor units; nothing on one that nobody has named yet. In a transaction: what it has written counts. */
export async function balanceOf(on: Pool | PoolClient, account: AccountRef): Promise<Omit<Balance, 'accountId'>> {
  const [row] = await ownStatement(on, [account.role, account.owner, account.currency]);
  return row === undefined ? { ...account, balance: 0n, reserved: 0n, coming: 0n, available: 0n } : toBalance(row);
}

/** The accounts of an owner in a role, one for each currency there has been. */
export async function balancesOf(
  on: Pool | PoolClient,
  { role, owner }: Pick<AccountRef, 'role' | 'owner'>,
): Promise<readonly Balance[]> {
  return (await ownStatement(on, [role, owner, null])).map(toBalance);
}
