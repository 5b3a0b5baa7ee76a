import { type BankEvent, bankEvent } from '@docket/contracts/bank/api';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import { type Bank, nowOf } from '../bank.ts';
import { takeFault } from '../faults/faults.ts';
import { idOf } from '../id.ts';
import { minorToDecimal } from '@docket/contracts/money/currency';

/** One that waits for a later one to go first does not wait longer than this. */
const HELD_MS = 10_000;

export type NewEvent = Omit<BankEvent, 'at' | 'amount'>;

const idRow = z.object({ id: z.string() });

/** Owes the merchant a callback, in the transaction of the change that it tells of. Faults of what is said are decided here, those of the way at each attempt. */
export function emit(bank: Bank, event: NewEvent): void {
  const dropped = takeFault(bank, 'callbacks', 'drop') !== undefined;
  const delay = takeFault(bank, 'callbacks', 'delay')?.ms ?? 0;
  const copies = takeFault(bank, 'callbacks', 'duplicate')?.copies ?? 0;
  const id = idOf('msg');
  const earlier = bank.store.find(idRow, `SELECT id FROM callbacks WHERE held = 1 AND status = 'waiting' LIMIT 1`);
  const held = earlier === undefined && !dropped && takeFault(bank, 'callbacks', 'reorder') !== undefined;
  bank.store.run(
    `INSERT INTO callbacks (id, event, status, copies, held, due_at, created_at) VALUES (:id, :event, :status, :copies, :held, :due, :at)`,
    {
      id,
      event: JSON.stringify(said(bank, event)),
      status: dropped ? 'dropped' : 'waiting',
      copies,
      held: held ? 1 : 0,
      due: nowOf(bank, delay + (held ? HELD_MS : 0)),
      at: nowOf(bank),
    },
  );
  if (earlier !== undefined && !dropped)
    bank.store.run('UPDATE callbacks SET held = 0, after_id = :id, due_at = :now WHERE id = :earlier', {
      id,
      now: nowOf(bank),
      earlier: earlier.id,
    });
}

function said(bank: Bank, event: NewEvent): BankEvent {
  const by = takeFault(bank, 'callbacks', 'wrongAmount')?.byMinor ?? 0;
  const currency = takeFault(bank, 'callbacks', 'wrongCurrency')?.currency ?? event.currency;
  const unknown = takeFault(bank, 'callbacks', 'unknownReference') !== undefined;
  const amountMinor = event.amountMinor + by;
  return bankEvent.parse({
    ...event,
    at: nowOf(bank),
    reference: unknown ? newId() : event.reference,
    amountMinor,
    currency,
    amount: minorToDecimal(amountMinor, currency),
  });
}
