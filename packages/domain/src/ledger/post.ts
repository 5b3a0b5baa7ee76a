import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Tx } from '../spine/emit.ts';
import type { Ledger, NewTransfer } from './transfer.ts';

type Step = { readonly id: string } & (
  | {
      readonly does: 'post' | 'reserve';
      readonly kind: string;
      readonly subject_kind: string;
      readonly subject_id: string;
      readonly entries: readonly unknown[];
    }
  | { readonly does: 'settle' | 'void'; readonly of: string }
);

type Written = { n: number; id: string; outcome: 'done' | 'before' | 'differs' | 'settled' | 'voided' };

const writeStatement = prepare('ledger_write', 'SELECT n, id, outcome FROM ledger_write($1)').rows<Written>();

/** The CHECK that an account which may not be overdrawn is held to. */
const NOT_OVERDRAWN = 'ledger_accounts_not_overdrawn';

function isOverdrawn(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === NOT_OVERDRAWN;
}

async function write(tx: Tx, steps: readonly Step[]): Promise<readonly Written[]> {
  try {
    return await writeStatement(tx.client, [JSON.stringify(steps.map((step, n) => ({ n, ...step })))]);
  } catch (error) {
    if (!isOverdrawn(error)) throw error;
    throw new DocketError('insufficient_funds', 'There is not enough money for this, counting what is reserved.', {
      cause: error,
    });
  }
}

function stepOf({ kind, subject, entries, pending = false }: NewTransfer): Step {
  return {
    id: newId(),
    does: pending ? 'reserve' : 'post',
    kind,
    subject_kind: subject.kind,
    subject_id: subject.id,
    // As text: JSON has no integers of 64 bits.
    entries: entries.map(({ account, side, amountMinor }) => ({ ...account, side, amount: String(amountMinor) })),
  };
}

/**
 * Moves money, or reserves it with `pending`, all of it in the caller's transaction and one round trip. What was written before with the same kind
 * and subject stays as it is, and its id is returned.
 * @returns ids, in order
 * @throws DocketError insufficient_funds where an account may not be overdrawn, counting what is reserved; Error for entries that do not sum to zero
 *   or are not those of the first time. The transaction is over then.
 */
export async function post(tx: Tx, transfers: readonly NewTransfer[]): ReturnType<Ledger['post']> {
  if (transfers.length === 0) return [];
  const written = await write(tx, transfers.map(stepOf));
  const inOrder = written.toSorted((a, b) => a.n - b.n);
  return inOrder.map(({ n, id, outcome }) => {
    const { kind = '', subject } = transfers[n] ?? {};
    if (outcome !== 'done' && outcome !== 'before')
      throw new Error(`${kind} of ${subject?.kind} ${subject?.id} was written before with other entries`);
    return id;
  });
}

async function end(tx: Tx, does: 'settle' | 'void', transferId: string): Promise<void> {
  const [written] = await write(tx, [{ id: newId(), does, of: transferId }]);
  if (written === undefined || (written.outcome !== 'done' && written.outcome !== 'before'))
    throw new Error(`transfer ${transferId} cannot be ${does}ed: it was ${written?.outcome} before`);
}

/** What was reserved is posted, once. Posted before: nothing. @throws Error for one that was voided, or never reserved */
export function settle(tx: Tx, transferId: string): ReturnType<Ledger['settle']> {
  return end(tx, 'settle', transferId);
}

/** What was reserved is free again, once. Voided before: nothing. @throws Error for one that was posted, or never reserved */
export function voidPending(tx: Tx, transferId: string): ReturnType<Ledger['voidPending']> {
  return end(tx, 'void', transferId);
}
