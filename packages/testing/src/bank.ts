import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { bankStatement, type BankFaults } from '@docket/contracts/bank/api';
import { BANK_API_KEY } from './installation.ts';

/** Switches of the bank, with the settings left out that have a default. */
type FaultsInput = { readonly [G in keyof BankFaults]?: Readonly<Record<string, unknown>> };

/** Asks the bank as the merchant does. @param key the same again is done once @throws for any answer but 2xx */
export async function askTestBank(
  url: string,
  method: 'GET' | 'POST' | 'PUT',
  address: string,
  body?: unknown,
  key: string = randomUUID(),
): Promise<unknown> {
  const answer = await fetch(`${url}${address}`, {
    method,
    headers: { authorization: `Bearer ${BANK_API_KEY}`, 'content-type': 'application/json', 'idempotency-key': key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

/** Sets the bank's switches; what is left out is off. */
export async function setFaults(url: string, faults: FaultsInput): Promise<void> {
  await askTestBank(url, 'PUT', '/faults', faults);
}

/** What the merchant's account has, by the bank's statement, without what the bank keeps for itself. Minor units. */
export async function settledAtBank(url: string, currency = 'INR'): Promise<number> {
  const { entries } = bankStatement.parse(await askTestBank(url, 'GET', `/v1/statement?currency=${currency}`));
  return entries.filter(({ kind }) => kind !== 'fee').reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** Somebody's browser at the bank: it keeps its cookie, and sends the token of a form along. What the bank cannot answer at the moment is sent again. */
export class BankBuyer {
  readonly #url: string;
  #cookie = '';
  #token = '';

  constructor(url: string) {
    this.#url = url;
  }

  async #go(method: 'GET' | 'POST', address: string, fields: Readonly<Record<string, string>> = {}): Promise<string> {
    for (let tries = 0; ; tries += 1) {
      try {
        const response = await fetch(new URL(address, this.#url), {
          method,
          redirect: 'manual',
          headers: { cookie: this.#cookie },
          ...(method === 'POST' ? { body: new URLSearchParams({ token: this.#token, ...fields }) } : {}),
        });
        this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie;
        const text = await response.text();
        this.#token = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? this.#token;
        if (response.status >= 400) throw new Error(`${method} ${address}: ${response.status}`);
        return response.headers.get('location') ?? '';
      } catch (error) {
        if (tries >= 50) throw error;
        await sleep(100);
      }
    }
  }

  /** Gives a UPI address on the page of a payment. */
  async payByUpi(page: string, vpa = 'ravi@docketbank'): Promise<void> {
    const { pathname } = new URL(page);
    await this.#go('GET', pathname);
    await this.#go('POST', `${pathname}/upi`, { vpa });
  }

  /** Logs in and approves, or refuses, on the page of a payment by net banking. */
  async payByNetBanking(page: string, login = 'asha', answer: 'approve' | 'refuse' = 'approve'): Promise<void> {
    const { pathname } = new URL(page);
    await this.#go('GET', `/login?next=${pathname}`);
    await this.#go('POST', '/login', { login, next: pathname });
    await this.#go('GET', pathname);
    await this.#go('POST', `${pathname}/${answer}`);
  }
}

/** A payout in the bank's own record: when it was made and when it came to an end, in the order of all that moved there. */
export type PayoutMade = {
  readonly reference: string;
  readonly from: number;
  /** Null while it is under way. */
  readonly until: number | null;
};

export type ChargeMade = {
  /** The bank's own. */
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly received: number;
  /** What of it has gone back. */
  readonly refunded: number;
};

/** What a bank has done, read from its file beside it: nothing that we said or believe of it. */
export class BankRecord {
  readonly #db: DatabaseSync;

  /** @param dataDir of the installation */
  constructor(dataDir: string) {
    this.#db = new DatabaseSync(path.join(dataDir, 'bank', 'bank.sqlite'), { readOnly: true, timeout: 5_000 });
  }

  /** In the order in which they were made. */
  payouts(): PayoutMade[] {
    return this.#db
      .prepare(
        `SELECT p.reference, m.seq AS made, e.seq AS ended FROM payouts p JOIN moves m ON m.kind = 'payout' AND m.subject = p.id
           LEFT JOIN moves e ON e.kind IN ('payout_paid', 'payout_returned') AND e.subject = p.id ORDER BY m.seq`,
      )
      .all()
      .map(({ reference, made, ended }) => ({
        reference: String(reference),
        from: Number(made),
        until: ended === null ? null : Number(ended),
      }));
  }

  charges(): ChargeMade[] {
    return this.#db
      .prepare('SELECT id, reference, status, received, refunded FROM payments ORDER BY id')
      .all()
      .map(({ id, reference, status, received, refunded }) => ({
        id: String(id),
        reference: String(reference),
        status: String(status),
        received: Number(received),
        refunded: Number(refunded),
      }));
  }

  /** Refunds that were paid: as often as each reference went out, and how much. */
  refunds(): { readonly reference: string; readonly amount: number }[] {
    return this.#db
      .prepare(`SELECT reference, amount FROM refunds WHERE status = 'done'`)
      .all()
      .map(({ reference, amount }) => ({ reference: String(reference), amount: Number(amount) }));
  }

  /** Callbacks by what became of them, and how often any was sent, rightly or wrongly. */
  callbacks(): {
    readonly waiting: number;
    readonly sent: number;
    readonly dropped: number;
    readonly deliveries: number;
    readonly refused: number;
  } {
    const count = (sql: string) => Number(this.#db.prepare(sql).get()?.['n']);
    return {
      waiting: count(`SELECT count(*) AS n FROM callbacks WHERE status IN ('waiting', 'given_up')`),
      sent: count(`SELECT count(*) AS n FROM callbacks WHERE status = 'sent'`),
      dropped: count(`SELECT count(*) AS n FROM callbacks WHERE status = 'dropped'`),
      deliveries: count('SELECT count(*) AS n FROM deliveries'),
      refused: count('SELECT count(*) AS n FROM deliveries WHERE answer = 400'),
    };
  }

  close(): void {
    this.#db.close();
  }
}
