import { StatementFault } from './fault.ts';
import { find, signedAmount, textAt, timeAt } from './find.ts';
import type { EntryKind, StatementEntry } from './statement.ts';
import type { Element } from './xml.ts';

/** Transactions of one batch: they are read in one go. */
const MOST_TRANSACTIONS = 10_000;

/** What the bank that ships with Docket calls its entries. */
const OWN_KINDS: Readonly<Record<string, EntryKind>> = {
  payment: 'payment',
  transfer: 'payment',
  refund: 'refund',
  payout: 'payout',
  payout_returned: 'payout_return',
  fee: 'fee',
};
const UUID = /([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})/i;

/** By the bank's own code, or by ISO 20022's bank transaction codes. Whether what went out by credit transfer is a payout or a refund is known by whose id it has. */
function kindOf(entry: Element): EntryKind {
  const own = textAt(entry, 'BkTxCd', 'Prtry', 'Cd');
  if (own !== undefined && Object.hasOwn(OWN_KINDS, own)) return OWN_KINDS[own] ?? 'other';
  const domain = find(entry, 'BkTxCd', 'Domn');
  const family = textAt(domain, 'Fmly', 'Cd');
  const sub = textAt(domain, 'Fmly', 'SubFmlyCd');
  if (sub === 'CHRG' || sub === 'FEES' || sub === 'COMM') return 'fee';
  if (textAt(domain, 'Cd') !== 'PMNT') return 'other';
  if (family === 'RCDT') return sub === 'RRTN' ? 'payout_return' : 'payment';
  return family === 'ICDT' ? 'payout' : 'other';
}

function aboutOf(details: Element | undefined): Pick<StatementEntry, 'reference' | 'referenceId'> {
  const said = [
    textAt(details, 'RmtInf', 'Ustrd'),
    textAt(details, 'Refs', 'EndToEndId'),
    textAt(details, 'Refs', 'InstrId'),
    textAt(details, 'Refs', 'TxId'),
    textAt(details, 'RmtInf', 'Strd', 'CdtrRefInf', 'Ref'),
  ].filter((text) => text !== undefined);
  const ours = said.find((text) => UUID.test(text));
  const parts = ours === undefined ? null : UUID.exec(ours);
  return {
    reference: (ours ?? said[0] ?? null)?.slice(0, 200) ?? null,
    referenceId: parts === null ? null : parts.slice(1).join('-').toLowerCase(),
  };
}

/** The transactions of a batch, each with an amount of its own. @throws StatementFault where they have none, or are another sum */
function splitOf(
  entry: Element,
  ref: string,
  currency: string,
  total: number,
): { ref: string; amountMinor: number; details: Element }[] {
  const all = entry.children.filter(({ name }) => name === 'NtryDtls').flatMap(({ children }) => children);
  const transactions = all.filter(({ name }) => name === 'TxDtls');
  if (transactions.length < 2) return [];
  if (transactions.length > MOST_TRANSACTIONS)
    throw new StatementFault(entry.place, `it has more than ${MOST_TRANSACTIONS} transactions`);
  const split = transactions.map((details, n) => ({
    ref: `${ref}#${n + 1}`,
    amountMinor: signedAmount(details, currency),
    details,
  }));
  const sum = split.reduce((so, { amountMinor }) => so + BigInt(amountMinor), 0n);
  if (sum !== BigInt(total))
    throw new StatementFault(entry.place, `its ${split.length} transactions are not its amount in sum`);
  return split;
}

/**
 * What an `Ntry` says: one entry, or one for each transaction of a batch; none where it is not booked, or moves nothing.
 * @throws StatementFault
 */
export function entriesOf(entry: Element, currency: string): readonly StatementEntry[] | 'not booked' {
  const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts');
  if (status === undefined) throw new StatementFault(entry.place, 'Sts is missing');
  if (status !== 'BOOK') return 'not booked';
  const ref = textAt(entry, 'NtryRef') ?? textAt(entry, 'AcctSvcrRef');
  if (ref === undefined || ref.length > 100)
    throw new StatementFault(entry.place, 'it has neither NtryRef nor AcctSvcrRef, by which it is known');
  const amountMinor = signedAmount(entry, currency);
  const common = { bookedAt: timeAt(entry, 'BookgDt'), kind: kindOf(entry) };
  const split = splitOf(entry, ref, currency, amountMinor);
  const all = split.length > 0 ? split : [{ ref, amountMinor, details: find(entry, 'NtryDtls', 'TxDtls') }];
  return all
    .filter((one) => one.amountMinor !== 0)
    .map((one) => ({ ...common, ref: one.ref, amountMinor: one.amountMinor, ...aboutOf(one.details) }));
}
