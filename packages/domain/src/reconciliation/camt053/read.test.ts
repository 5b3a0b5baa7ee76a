import { newId } from '@docket/runtime/id';
import { describe, expect, it } from 'vitest';
import { camt053 } from '@docket/testing/camt053';
import { readCamt053 } from './read.ts';
import { readXml } from './xml.ts';

const ID = '0190a0a0-0000-7000-8000-00000000000a';
const AT = '2026-11-30T10:00:00.000Z';
const good = camt053(
  [
    { ref: 'a', kind: 'transfer', amountMinor: 190_000, reference: `order ${ID} of today`, bookedAt: AT },
    { ref: 'b', kind: 'fee', amountMinor: -1_900, reference: ID.replaceAll('-', '').toUpperCase(), bookedAt: AT },
    { ref: 'c', kind: 'payout_returned', amountMinor: 5, reference: 'x &lt;&amp; y', bookedAt: AT },
  ],
  { id: 's1', openingMinor: -7 },
).toString();

const read = (xml: string) => readCamt053(Buffer.from(xml));
/** What a file with this in the place of that is refused with. */
async function refusal(from: string, to: string): Promise<string> {
  expect(good).toContain(from);
  try {
    await read(good.replace(from, to));
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return 'taken';
}

describe('a camt.053', () => {
  it('is read: balances, entries with their sides, kinds and our ids', async () => {
    const [statement] = await read(good);
    expect(statement).toMatchObject({ id: 's1', currency: 'INR', openingMinor: -7, closingMinor: 188_098 });
    expect(statement?.entries).toEqual([
      {
        ref: 'a',
        bookedAt: AT,
        amountMinor: 190_000,
        kind: 'payment',
        reference: `order ${ID} of today`,
        referenceId: ID,
      },
      {
        ref: 'b',
        bookedAt: AT,
        amountMinor: -1_900,
        kind: 'fee',
        reference: ID.replaceAll('-', '').toUpperCase(),
        referenceId: ID,
      },
      { ref: 'c', bookedAt: AT, amountMinor: 5, kind: 'payout_return', reference: 'x <& y', referenceId: null },
    ]);
  });

  it('of version 2, with prefixes and ISO codes only, says the same', async () => {
    const old = good
      .replaceAll(/<(\/?)([A-Z])/g, '<$1n:$2')
      .replace(
        'xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"',
        'xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"',
      )
      .replaceAll('<n:Sts><n:Cd>BOOK</n:Cd></n:Sts>', '<n:Sts>BOOK</n:Sts>')
      .replace(
        '<n:Prtry><n:Cd>payout_returned</n:Cd></n:Prtry>',
        '<n:Domn><n:Cd>PMNT</n:Cd><n:Fmly><n:Cd>RCDT</n:Cd><n:SubFmlyCd>RRTN</n:SubFmlyCd></n:Fmly></n:Domn>',
      );
    expect(await read(old)).toEqual(await read(good));
  });

  it('may have any number of blanks between its elements', async () => {
    const spread = good.replaceAll('</Ntry>', `</Ntry>${' '.repeat(9_000)}\n`);
    expect(await read(spread)).toEqual(await read(good));
  });

  it('leaves out what is not booked, and takes a batch apart', async () => {
    const transaction = (minor: string, text: string) =>
      `<TxDtls><Amt Ccy="INR">${minor}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls>`;
    const batch = good
      .replace(/<TxDtls>.*?<\/TxDtls>/, transaction('1500.00', 'one') + transaction('400.00', ID))
      .replace(
        '</Stmt>',
        '<Ntry><NtryRef>z</NtryRef><Amt Ccy="INR">9</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts></Ntry></Stmt>',
      );
    const [statement] = await read(batch);
    expect(statement?.notBooked).toBe(1);
    expect(statement?.entries.slice(0, 2)).toMatchObject([
      { ref: 'a#1', amountMinor: 150_000, referenceId: null },
      { ref: 'a#2', amountMinor: 40_000, referenceId: ID },
    ]);
    await expect(read(batch.replace('400.00', '400.01'))).rejects.toThrow(
      'its 2 transactions are not its amount in sum',
    );
  });

  it.each([
    ['<Sts><Cd>BOOK</Cd></Sts>', '', /^line 4, column \d+, Document\/BkToCstmrStmt\/Stmt\/Ntry\[1\]: Sts is missing/],
    ['1900.00', '1900.001', /Ntry\[1\]\/Amt: 1900\.001 is no amount with 2 decimals at most/],
    [
      '1900.00',
      '1901.00',
      /opening balance and entries are 188198 minor units of INR, and the closing balance says 188098/,
    ],
    ['<CdtDbtInd>CRDT</CdtDbtInd><Sts>', '<CdtDbtInd>UP</CdtDbtInd><Sts>', /UP is neither CRDT nor DBIT/],
    ['<NtryRef>b</NtryRef>', '<NtryRef>a</NtryRef>', /^line 5.*the entry a is there twice/],
    ['<NtryRef>a</NtryRef>', '', /neither NtryRef nor AcctSvcrRef/],
    ['Ccy="INR">1900.00', 'Ccy="EUR">1900.00', /it is in EUR, and the account in INR/],
    [AT, 'yesterday', /yesterdayZ? is no time of ISO 8601/],
    ['<Cd>CLBD</Cd>', '<Cd>ITBD</Cd>', /the closing balance is missing/],
    ['camt.053.001.08', 'camt.052.001.08', /it is no camt\.053\.001/],
    ['</Stmt>', '', /^line \d+, column \d+.*not well-formed XML/],
    ['encoding="UTF-8"', 'encoding="ISO-8859-1"', /save it as UTF-8/],
    ['<?xml ', 'a,b\n<?xml ', /not well-formed XML: [^.]*[.] Nothing/],
    ['&lt;&amp;', '&bomb;', /not well-formed XML: Invalid character entity/],
  ])('with %s as %s is refused, with the place', async (from, to, said) => {
    expect(await refusal(from, to)).toMatch(said);
  });

  it('with a document type is refused before any entity of it: neither files nor bombs', async () => {
    const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`;
    const with_ = good.replace('<Document', `${bomb}<Document`);
    await expect(read(with_)).rejects.toThrow('it has a document type');
    await expect(read(with_.replace('x &lt;', '&b;&c;'))).rejects.toThrow('it has a document type');
  });

  it('that is nested without end, or not UTF-8, or nothing, is refused', async () => {
    await expect(read('<a>'.repeat(100_000))).rejects.toThrow('nested deeper than 40');
    await expect(read(`<a>${'x'.repeat(20_000)}</a>`)).rejects.toThrow('more than 10000 characters');
    await expect(readCamt053(Buffer.from([0xff, 0xfe, 0x3c]))).rejects.toThrow('not UTF-8');
    await expect(read('')).rejects.toThrow('no element Document');
    await expect(read(newId())).rejects.toMatchObject({ code: 'statement_invalid' });
  });
});

describe('what a slip or a stranger may have written', () => {
  it('is no time unless it is one of ISO 8601, in a year of ours', async () => {
    for (const time of [
      '12',
      '01/02/2026',
      '30 Nov 2026',
      '+275760-09-13T00:00:00Z',
      '-000005-01-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
    ])
      expect(await refusal(AT, time)).toContain('is no time of ISO 8601');
    // With another offset, or none, or more digits than we keep.
    for (const [time, moment] of [
      ['2026-11-30T15:30:00+05:30', AT],
      ['2026-11-30T10:00:00', AT],
      ['2026-11-30T10:00:00.0000001Z', AT],
    ] as const)
      expect((await read(good.replaceAll(AT, time)))[0]?.entries[0]?.bookedAt).toBe(moment);
  });

  it('is no text with control characters, which Postgres could not keep', async () => {
    for (const letter of ['\0', '\u0001', '\u001B', '\uFFFE'])
      expect(await refusal('of today', `of${letter}today`)).toContain('a control character');
    expect(await refusal('of today', 'of\ttoday')).toBe('taken');
  });

  it('is no sum that only floating point makes right', async () => {
    const most = 9_007_199_254_740_991;
    const entry = (ref: string, amountMinor: number) => ({ ref, kind: 'payment', amountMinor, reference: ref });
    // In whole numbers of 64-bit floats these are 0, and in truth 1.
    const amounts = Array.from({ length: 91 }, () => 99_999_999_999_999);
    const entries = [...amounts, 1, ...amounts.map((amount) => -amount)].map((amount, n) => entry(`e${n}`, amount));
    const sum = entries.reduce((so, { amountMinor }) => so + amountMinor, 0);
    expect(91 * 99_999_999_999_999).toBeGreaterThan(most);
    expect(sum).not.toBe(1);
    await expect(read(camt053(entries).toString())).rejects.toMatchObject({ code: 'statement_invalid' });
  });

  it('is no account of any length', async () => {
    expect(await refusal('<IBAN>', `<IBAN>${'9'.repeat(40)}`)).toContain('longer than 34 characters');
  });
});

describe('a file that is made to cost', () => {
  const inside = (xml: string) => good.replace('</Stmt>', `${xml}</Stmt>`);

  it('keeps nobody waiting while it is read', async () => {
    let turns = 0;
    let reading = true;
    const others = (): void => {
      turns += 1;
      if (reading) setImmediate(others);
    };
    setImmediate(others);
    await read(inside('<a/>'.repeat(50_000)));
    reading = false;
    // Read as fast as it comes it is one turn.
    expect(turns).toBeGreaterThan(8);
  });

  it('is refused where it has more elements, attributes or transactions than any statement', async () => {
    const eleven = Buffer.from(`<a>${'<b/>'.repeat(10)}</a>`);
    await readXml(eleven, () => true, 11);
    await expect(readXml(eleven, () => true, 10)).rejects.toThrow('more than 10 elements in one file');
    const attributes = Array.from({ length: 51 }, (_, n) => `b${n}=""`).join(' ');
    await expect(read(inside(`<a ${attributes}/>`))).rejects.toThrow('an element with more than 50 attributes');
    const many = good.replace(/<TxDtls>.*?<\/TxDtls>/, '<TxDtls/>'.repeat(10_001));
    await expect(read(many)).rejects.toThrow('it has more than 10000 transactions');
    const before = good.replace(/(<Acct>.*?<\/Acct>)/, `${'<Ntry/>'.repeat(1_001)}$1`);
    await expect(read(before)).rejects.toThrow('it comes before the account and the balances');
  });

  it('is read in the currency of its first balance where its account says none, and in no other', async () => {
    const [statement] = await read(good.replace('<Ccy>INR</Ccy>', ''));
    expect(statement).toMatchObject({ currency: 'INR', entries: [{ ref: 'a' }, { ref: 'b' }, { ref: 'c' }] });
    const two = good
      .replace('</Acct>', '</Acct><Acct><Ccy>EUR</Ccy></Acct>')
      .replaceAll(/<Ntry>.*?<\/Ntry>/g, (entry) => entry.replaceAll('INR', 'EUR'));
    await expect(read(two)).rejects.toThrow('its entries are in EUR, and its account is not');
  });
});
