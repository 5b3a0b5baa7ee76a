import { newId } from '@docket/runtime/id';
import { minorToDecimal } from '@docket/contracts/money/currency';

/** An account as statements of these tests call it. */
export const ACCOUNT = 'DE75512108001245126199';

/** An entry as a bank writes it; amounts in minor units, below nothing what went out. */
export type Booked = {
  readonly ref?: string;
  readonly kind: string;
  readonly amountMinor: number;
  readonly reference: string;
  readonly bookedAt?: string;
};

const side = (minor: number): string => (minor < 0 ? 'DBIT' : 'CRDT');
const amount = (minor: number): string =>
  `<Amt Ccy="INR">${minorToDecimal(Math.abs(minor), 'INR')}</Amt><CdtDbtInd>${side(minor)}</CdtDbtInd>`;
const balance = (code: string, minor: number): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(minor)}<Dt><Dt>2026-11-30</Dt></Dt></Bal>`;

function entryXml({ ref = newId(), kind, amountMinor, reference, bookedAt }: Booked): string {
  return (
    `<Ntry><NtryRef>${ref}</NtryRef>${amount(amountMinor)}<Sts><Cd>BOOK</Cd></Sts>` +
    `<BookgDt><DtTm>${bookedAt ?? new Date().toISOString()}</DtTm></BookgDt><BkTxCd><Prtry><Cd>${kind}</Cd></Prtry></BkTxCd>` +
    `<NtryDtls><TxDtls><RmtInf><Ustrd>${reference}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
  );
}

/** A camt.053 in INR with these entries. */
export function camt053(
  entries: readonly Booked[],
  {
    id = newId(),
    openingMinor = 0,
    account = ACCOUNT,
  }: { readonly id?: string; readonly openingMinor?: number; readonly account?: string } = {},
): Buffer<ArrayBuffer> {
  const closing = entries.reduce((sum, { amountMinor }) => sum + amountMinor, openingMinor);
  return Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>' +
      `<GrpHdr><MsgId>${id.slice(-30)}</MsgId><CreDtTm>${new Date().toISOString()}</CreDtTm></GrpHdr><Stmt>\n<Id>${id}</Id>` +
      `<Acct><Id><IBAN>${account}</IBAN></Id><Ccy>INR</Ccy></Acct>${balance('OPBD', openingMinor)}${balance('CLBD', closing)}\n` +
      `${entries.map(entryXml).join('\n')}\n</Stmt></BkToCstmrStmt></Document>\n`,
  );
}
