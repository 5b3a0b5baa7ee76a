import { minorToDecimal } from '@docket/contracts/money/currency';
import { MERCHANT_NAME } from '../bank.ts';
import { ibanOf } from '../money/iban.ts';
import type { Statement } from './read.ts';

/** Number of the merchant's account. */
const MERCHANT_ACCOUNT = '1000000000';
/** Eight characters as of a BIC (ISO 9362), of a bank that there is not. */
const BIC = 'DOCKDEFF';

type Entry = Statement['entries'][number];

/** Domain, family and sub-family of ISO 20022's bank transaction codes. */
const CODES: Readonly<Record<Entry['kind'], readonly [domain: string, family: string, sub: string]>> = {
  payment: ['PMNT', 'RCDT', 'ESCT'],
  transfer: ['PMNT', 'RCDT', 'ESCT'],
  fee: ['ACMT', 'MDOP', 'CHRG'],
  refund: ['PMNT', 'ICDT', 'ESCT'],
  payout: ['PMNT', 'ICDT', 'ESCT'],
  payout_returned: ['PMNT', 'RCDT', 'RRTN'],
};

/** Characters that XML 1.0 has no way to write (section 2.2) are left out. */
function text(value: string, longest: number): string {
  const cut = [...value.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')]
    .slice(0, longest)
    .join('');
  return cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function amount(minor: number, currency: string): string {
  const side = minor < 0 ? 'DBIT' : 'CRDT';
  return `<Amt Ccy="${currency}">${minorToDecimal(Math.abs(minor), currency)}</Amt><CdtDbtInd>${side}</CdtDbtInd>`;
}

function balance(code: 'OPBD' | 'CLBD', minor: number, currency: string, day: string): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(minor, currency)}<Dt><Dt>${day}</Dt></Dt></Bal>`;
}

function entry({ id, at, kind, amountMinor, currency, reference }: Entry): string {
  const [domain, family, sub] = CODES[kind];
  const details =
    reference === null
      ? ''
      : `<NtryDtls><TxDtls><Refs><EndToEndId>${text(reference.replaceAll('-', ''), 35)}</EndToEndId></Refs><RmtInf><Ustrd>${text(reference, 140)}</Ustrd></RmtInf></TxDtls></NtryDtls>`;
  return (
    `<Ntry><NtryRef>${text(id.replace(/^mov_/, ''), 35)}</NtryRef>${amount(amountMinor, currency)}<Sts><Cd>BOOK</Cd></Sts>` +
    `<BookgDt><DtTm>${at}</DtTm></BookgDt><ValDt><Dt>${at.slice(0, 10)}</Dt></ValDt>` +
    `<BkTxCd><Domn><Cd>${domain}</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${sub}</SubFmlyCd></Fmly></Domn><Prtry><Cd>${kind}</Cd></Prtry></BkTxCd>` +
    `${details}<AddtlNtryInf>${kind}</AddtlNtryInf></Ntry>`
  );
}

/**
 * A statement as ISO 20022 camt.053.001.08 (BankToCustomerStatementV08). The merchant's reference is whole in the remittance information, and without its
 * hyphens the end-to-end id, which has 35 characters.
 * @param now ISO 8601
 */
export function statementCamt053(statement: Statement, now: string): string {
  const { id, currency, entries, openingMinor, closingMinor } = statement;
  const first = entries[0]?.at ?? now;
  const last = entries.at(-1)?.at ?? now;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>' +
    `<GrpHdr><MsgId>${text(id, 35)}</MsgId><CreDtTm>${now}</CreDtTm></GrpHdr>` +
    `<Stmt><Id>${text(id, 35)}</Id><CreDtTm>${now}</CreDtTm><FrToDt><FrDtTm>${first}</FrDtTm><ToDtTm>${last}</ToDtTm></FrToDt>` +
    `<Acct><Id><IBAN>${ibanOf(MERCHANT_ACCOUNT)}</IBAN></Id><Ccy>${currency}</Ccy><Ownr><Nm>${MERCHANT_NAME}</Nm></Ownr>` +
    `<Svcr><FinInstnId><BICFI>${BIC}</BICFI><Nm>Docket Bank (simulator)</Nm></FinInstnId></Svcr></Acct>` +
    `${balance('OPBD', openingMinor, currency, first.slice(0, 10))}${balance('CLBD', closingMinor, currency, last.slice(0, 10))}` +
    `${entries.map(entry).join('')}</Stmt></BkToCstmrStmt></Document>\n`
  );
}
