import { amountIn } from '@docket/contracts/money/amount';
import type { PeriodStatement } from './period-statement.ts';

/** A statement as it is printed: words and figures, for the template `statement.typ`. */
export type StatementDocument = {
  readonly account: string;
  readonly owner: string;
  readonly from: string;
  readonly until: string;
  readonly opening: string;
  readonly closing: string;
  readonly rows: readonly (readonly [date: string, kind: string, subject: string, amount: string, balance: string])[];
};

const instant = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 19)}`;

/** Times are UTC. */
export function statementDocument(statement: PeriodStatement): StatementDocument {
  const { account, from, until, openingMinor, closingMinor, entries } = statement;
  const amount = amountIn(account.currency);
  return {
    account: `${account.role.replaceAll('_', ' ')}, ${account.currency}`,
    owner: account.owner,
    from: instant(from.toISOString()),
    until: instant(until.toISOString()),
    opening: amount(openingMinor),
    closing: amount(closingMinor),
    rows: entries.map((entry) => [
      instant(entry.at),
      entry.kind,
      `${entry.subjectKind} ${entry.subjectId}`,
      amount(entry.amountMinor),
      amount(entry.balanceMinor),
    ]),
  };
}
