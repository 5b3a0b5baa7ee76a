import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { Bank } from '../bank.ts';
import { findCard } from '../customers/cards.ts';
import { customerAccount, customerOf } from '../customers/customers.ts';
import { BankError } from '../errors.ts';
import type { PaymentRow } from './row.ts';

const TRIES = 3;

const checkRow = z
  .object({ last_digits: z.string(), payer: z.string(), code: z.string(), tries: z.int() })
  .transform((row) => ({ ...row, left: TRIES - row.tries }));
export type CardCheck = z.infer<typeof checkRow>;

type Card = { readonly number: string; readonly expiry: string; readonly cvc: string };

/** Does a card expire before this month? `MM/YY`, good until the end of the month. */
function isOver(bank: Bank, expiry: string): boolean {
  const [, month, year] = /^(0[1-9]|1[0-2])\/?(\d\d)$/.exec(expiry.trim()) ?? [];
  if (month === undefined || year === undefined)
    throw new BankError(400, 'invalid_expiry', 'Give month and year as MM/YY.');
  return `20${year}-${month}` < bank.clock.now().toISOString().slice(0, 7);
}

/**
 * A card is given: the second factor begins for this browser, and nothing of the card is kept but its last digits. In a transaction of the caller.
 * @returns why the payment fails already, or null @throws BankError invalid_expiry
 */
export function beginCardCheck(bank: Bank, row: PaymentRow, session: string, given: Card): string | null {
  const card = findCard(given.number);
  if (card === undefined) return 'unknown_card';
  if (card.outcome === 'expired_card' || isOver(bank, given.expiry)) return 'expired_card';
  if (card.outcome === 'wrong_code' || !/^\d{3}$/.test(given.cvc)) return 'wrong_code';
  if (card.outcome === 'insufficient_funds') return 'insufficient_funds';
  const payer = customerAccount(bank, customerOf(bank, card.login).login, row.currency);
  bank.store.run(
    `INSERT INTO card_checks (payment_id, session, last_digits, payer, code) VALUES (:id, :session, :last, :payer, :code)
     ON CONFLICT (payment_id) DO UPDATE SET session = :session, last_digits = :last, payer = :payer`,
    {
      id: row.id,
      session,
      last: card.number.slice(-4),
      payer: payer.id,
      code: String(randomInt(1_000_000)).padStart(6, '0'),
    },
  );
  return null;
}

/** Of the browser that gave the card, and of no other. */
export function findCardCheck(bank: Bank, paymentId: string, session: string): CardCheck | undefined {
  return bank.store.find(
    checkRow,
    'SELECT last_digits, payer, code, tries FROM card_checks WHERE payment_id = :paymentId AND session = :session',
    { paymentId, session },
  );
}

/** In a transaction of the caller. @throws BankError card_first */
export function tryCode(
  bank: Bank,
  paymentId: string,
  session: string,
  code: string,
): { readonly outcome: 'right'; readonly payer: string } | { readonly outcome: 'again' | 'over' } {
  const check = findCardCheck(bank, paymentId, session);
  if (check === undefined) throw new BankError(409, 'card_first', 'Give a card first.');
  if (check.left > 0 && check.code === code.trim()) return { outcome: 'right', payer: check.payer };
  bank.store.run('UPDATE card_checks SET tries = tries + 1 WHERE payment_id = :paymentId', { paymentId });
  return { outcome: check.left > 1 ? 'again' : 'over' };
}
