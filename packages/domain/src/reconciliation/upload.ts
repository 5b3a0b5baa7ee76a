import { DocketError } from '@docket/contracts/errors';
import type {
  previewStatement as previewContract,
  uploadStatement as uploadContract,
} from '@docket/contracts/http/reconciliation';
import type { RouteResponse } from '@docket/contracts/http/route';
import { requireRole, requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { readCamt053 } from './camt053/read.ts';
import type { Statement } from './camt053/statement.ts';
import { loadStatement } from './load-statement.ts';
import { summaryOf } from './list-statements.ts';
import { reconcile } from './reconcile.ts';

/** Entries shown before a file is taken. */
const SHOWN = 20;

/** The day on which a bank books may have begun for it when it has not for us. */
const AHEAD_MS = 2 * 86_400_000;

/** What is booked was booked: an entry of a day to come has a slip in its date, and what is taken stays. @throws DocketError statement_invalid */
async function readBooked(ctx: Ctx, bytes: Uint8Array): Promise<readonly Statement[]> {
  const read = await readCamt053(bytes);
  const latest = ctx.clock.now().getTime() + AHEAD_MS;
  const early = read.flatMap(({ entries }) => entries).find(({ bookedAt }) => Date.parse(bookedAt) > latest);
  if (early !== undefined)
    throw new DocketError(
      'statement_invalid',
      `The entry ${early.ref} is said to be booked on ${early.bookedAt.slice(0, 10)}, which is yet to come. Nothing of the file was taken.`,
    );
  return read;
}

type File = { readonly bytes: Uint8Array; readonly provider: string };

/** Thrown at the end of a transaction that was only to show what it would do. */
class Rehearsed<T> extends Error {
  readonly answer: T;
  constructor(answer: T) {
    super('taken back');
    this.answer = answer;
  }
}

/** Does something and takes it all back: whoever may not do it is refused as they would be. */
async function rehearse<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await change(ctx, async (tx): Promise<never> => {
      throw new Rehearsed(await work(tx));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.answer as T;
    throw error;
  }
}

/**
 * What is in a file of statements, and what of it is new: what taking it would do, which is taken back. Nothing is stored.
 * @throws DocketError unauthenticated, forbidden, statement_invalid, statement_differs: those of `uploadStatement`
 */
export async function previewStatement(
  ctx: Ctx,
  { bytes, provider }: File,
): Promise<RouteResponse<typeof previewContract>> {
  requireRole(ctx, 'admin');
  const { userId } = requireUser(ctx);
  const read = await readBooked(ctx, bytes);
  return rehearse(ctx, async (tx) => {
    const statements: RouteResponse<typeof previewContract>['statements'] = [];
    for (const statement of read) {
      const { newEntries, known, held } = await loadStatement(tx, taking(provider, userId, statement));
      const { id, account, currency, openingMinor, closingMinor, entries, notBooked } = statement;
      statements.push({
        statementId: id,
        provider,
        account,
        currency,
        openingMinor,
        closingMinor,
        entries: entries.length,
        newEntries,
        known,
        notBooked,
        first: entries.slice(0, SHOWN).map(({ ref, bookedAt, amountMinor, kind, reference }) => ({
          entryRef: ref,
          bookedAt,
          amountMinor,
          kind,
          reference,
          known: held.has(ref),
        })),
      });
    }
    return { statements };
  });
}

function taking(provider: string, uploadedBy: string, statement: Statement) {
  return { provider, source: 'uploaded', uploadedBy, statement } as const;
}

/**
 * Takes a file of statements, all of it or nothing, and reconciles.
 * @throws DocketError unauthenticated, forbidden, statement_invalid, statement_differs
 */
export async function uploadStatement(
  ctx: Ctx,
  { bytes, provider }: File,
): Promise<RouteResponse<typeof uploadContract>> {
  requireRole(ctx, 'admin');
  const { userId } = requireUser(ctx);
  const read = await readBooked(ctx, bytes);
  return change(ctx, async (tx) => {
    const statements = [];
    for (const statement of read) {
      await loadStatement(tx, taking(provider, userId, statement));
      statements.push(await summaryOf(tx.client, provider, statement));
    }
    const { opened, settled } = await reconcile(tx, { provider });
    return { statements, opened, settled };
  });
}
