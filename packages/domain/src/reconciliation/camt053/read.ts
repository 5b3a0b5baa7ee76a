import { isCurrency } from '@docket/contracts/money/currency';
import { entriesOf } from './entry.ts';
import { refusalOf, StatementFault } from './fault.ts';
import { find, momentOf, needText, signedAmount, textAt } from './find.ts';
import type { Statement, StatementEntry } from './statement.ts';
import { type Element, readXml } from './xml.ts';

/** Entries of one file; what is more comes as several files. */
const MOST_ENTRIES = 200_000;
/** Entries that may stand before anything says what currency they are in; in a file of ISO 20022 there are none. */
const MOST_WAITING = 1_000;
/** What of a statement is read when it ends, besides its entries. */
const KEPT = new Set(['Id', 'Acct', 'Bal', 'FrToDt']);
const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1[0-9])$/;
/** An IBAN has 34 characters at most, and so has what stands in its place. */
const LONGEST_ACCOUNT = 34;
const OPENING = new Set(['OPBD', 'PRCD']);

/** The balance of a type. @throws StatementFault */
function balanceOf(statement: Element, codes: ReadonlySet<string>, what: string, currency: string): number {
  const found = statement.children.find(
    (child) => child.name === 'Bal' && codes.has(textAt(child, 'Tp', 'CdOrPrtry', 'Cd') ?? ''),
  );
  if (found === undefined)
    throw new StatementFault(
      statement.place,
      `the ${what} balance is missing (Bal of type ${[...codes].join(' or ')})`,
    );
  return signedAmount(found, currency);
}

type Gathered = { readonly entries: StatementEntry[]; readonly refs: Set<string>; notBooked: number };

/** Puts the parts of a statement together, and holds them against each other. @throws StatementFault */
function statementOf(statement: Element, { entries, notBooked }: Gathered): Statement {
  const { currency, account } = accountOf(statement);
  const openingMinor = balanceOf(statement, OPENING, 'opening', currency);
  const closingMinor = balanceOf(statement, new Set(['CLBD']), 'closing', currency);
  const sum = entries.reduce((so, { amountMinor }) => so + BigInt(amountMinor), BigInt(openingMinor));
  if (sum !== BigInt(closingMinor))
    throw new StatementFault(
      statement.place,
      `opening balance and entries are ${sum} minor units of ${currency}, and the closing balance says ${closingMinor}`,
    );
  const id = needText(statement, 'Id');
  const period = find(statement, 'FrToDt');
  const until = momentOf(textAt(period, 'ToDtTm') ?? '') ?? null;
  return { id: id.slice(0, 100), account, currency, openingMinor, closingMinor, until, entries, notBooked };
}

/** @throws StatementFault */
function accountOf(statement: Element): { readonly account: string; readonly currency: string } {
  const of = find(statement, 'Acct');
  const account = textAt(of, 'Id', 'IBAN') ?? textAt(of, 'Id', 'Othr', 'Id');
  if (of === undefined || account === undefined)
    throw new StatementFault((of ?? statement).place, 'Acct/Id with IBAN or Othr/Id is missing');
  if (account.length > LONGEST_ACCOUNT)
    throw new StatementFault(of.place, `the number of the account is longer than ${LONGEST_ACCOUNT} characters`);
  const currency = textAt(of, 'Ccy') ?? find(statement, 'Bal', 'Amt')?.attributes['Ccy'];
  if (currency === undefined || !isCurrency(currency))
    throw new StatementFault(of.place, 'Ccy of the account is missing, or is no currency of ISO 4217');
  return { account, currency };
}

/**
 * The statements of an ISO 20022 camt.053.001 file (BankToCustomerStatement, versions 2 to 19). Its structure is checked as far as it is used, not against the
 * schema of ISO; what is not used is passed over.
 * @throws StatementFault with line and element
 */
async function readFile(bytes: Uint8Array): Promise<Statement[]> {
  const statements: Statement[] = [];
  let gathered: Gathered = { entries: [], refs: new Set(), notBooked: 0 };
  // Entries come after the account and the balances in a statement; those that wait for them are few.
  let waiting: Element[] = [];
  let total = 0;
  let root = false;

  function take(entry: Element, currency: string): void {
    const read = entriesOf(entry, currency);
    if (read === 'not booked') {
      gathered.notBooked += 1;
      return;
    }
    for (const one of read) {
      if (gathered.refs.has(one.ref)) throw new StatementFault(entry.place, `the entry ${one.ref} is there twice`);
      gathered.refs.add(one.ref);
      gathered.entries.push(one);
    }
    total += read.length;
    if (total > MOST_ENTRIES) throw new StatementFault(entry.place, `more than ${MOST_ENTRIES} entries in one file`);
  }

  let currency: string | undefined;
  await readXml(bytes, (element) => {
    const {
      name,
      place: { path },
    } = element;
    switch (name) {
      case 'Acct':
        if (path.endsWith('Stmt/Acct')) currency = textAt(element, 'Ccy') ?? currency;
        return false;
      case 'Bal':
        // An account need not say its currency; then its first balance does.
        if (path.endsWith('Stmt/Bal')) currency ??= find(element, 'Amt')?.attributes['Ccy'];
        return false;
      case 'Ntry':
        if (!path.includes('/Stmt/Ntry[')) return false;
        if (currency !== undefined) take(element, currency);
        else if (waiting.push(element) > MOST_WAITING)
          throw new StatementFault(element.place, 'it comes before the account and the balances; put them first');
        return true;
      case 'Stmt':
        if (currency !== undefined && currency !== accountOf(element).currency)
          throw new StatementFault(element.place, `its entries are in ${currency}, and its account is not`);
        for (const entry of waiting) take(entry, accountOf(element).currency);
        statements.push(statementOf(element, gathered));
        gathered = { entries: [], refs: new Set(), notBooked: 0 };
        waiting = [];
        currency = undefined;
        return true;
      case 'Document':
        root = Object.values(element.attributes).some((value) => NAMESPACE.test(value));
        if (!root) throw new StatementFault(element.place, 'it is no camt.053.001 of ISO 20022 (version 2 to 19)');
        return false;
      default:
        // What nobody looks at is not kept: of a file that is nothing else the memory would be the cost.
        return !path.includes('/Stmt/') || (path.endsWith(`/Stmt/${name}`) && !KEPT.has(name));
    }
  });
  if (!root)
    throw new StatementFault({ line: 1, column: 1, path: '' }, 'it is no camt.053: there is no element Document');
  if (statements.length === 0)
    throw new StatementFault(
      { line: 1, column: 1, path: 'Document' },
      'there is no statement in it (BkToCstmrStmt/Stmt)',
    );
  return statements;
}

/**
 * Reads a file of statements as a whole.
 * @throws DocketError statement_invalid naming line and element
 */
export async function readCamt053(bytes: Uint8Array): Promise<readonly Statement[]> {
  try {
    return await readFile(bytes);
  } catch (error) {
    if (error instanceof StatementFault) throw refusalOf(error);
    throw error;
  }
}
