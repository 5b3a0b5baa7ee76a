import { pdfText } from '@docket/testing/pdf-text';
import { describe, expect, it } from 'vitest';
import { printPdf as printFor } from './print-pdf.ts';

let people = 0;
/** Each for a person of its own. */
const printPdf = (template: Parameters<typeof printFor>[0], data: object) =>
  printFor(template, data, `person ${(people += 1)}`);

const statement = (amount: string, rows = 1) => ({
  account: 'customer wallet, INR',
  owner: 'somebody',
  from: '2026-11-01',
  until: '2026-12-01',
  opening: amount,
  closing: amount,
  rows: Array.from({ length: rows }, (_, row) => ['2026-11-02', '*not* #bold', `payment ${row}`, amount, amount]),
});

const receipt = (more: object = {}) => ({
  number: '0190a0a0-0000-7000-8000-000000000001',
  date: '30 November 2026, 10:00 UTC',
  buyer: 'ada',
  method: 'UPI',
  title: '#Hamlet *tonight* [$x$]',
  details: ['2 January 2027, 20:00', 'Globe, Hall 1, Mumbai'],
  rows: [
    ['Seat C12, stalls', '₹950.00'],
    ['Fee for the way to pay', '₹25.00'],
  ],
  total: '₹975.00',
  refunds: [],
  ...more,
});

describe('a statement', () => {
  it('has the sign of the rupee, and what is data as it is', async () => {
    const text = pdfText(await printPdf('statement', statement('₹1,23,450.00')));
    for (const said of ['Statement of account', 'customer wallet, INR', '*not* #bold', 'payment 0', '₹1,23,450.00'])
      expect(text.split('\n')).toContain(said);
    expect(pdfText(await printPdf('statement', statement('€5.00')))).not.toContain('₹');
  });

  it('has as many pages as it needs, several are printed at a time, and what cannot be printed is said', async () => {
    const [long, none, bad] = await Promise.allSettled([
      printPdf('statement', statement('$5.00', 400)),
      printPdf('statement', statement('$5.00', 0)),
      printPdf('statement', {}),
    ]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('statement') } });
    if (long.status !== 'fulfilled' || none.status !== 'fulfilled') expect.fail('not printed');
    expect(pdfText(none.value)).toContain('Nothing was posted in this period.');
    const text = pdfText(long.value);
    for (const row of [0, 199, 399]) expect(text).toContain(`payment ${row}`);
  });
});

describe('a receipt', () => {
  it('says what was paid, for what and how', async () => {
    expect(pdfText(await printPdf('receipt', receipt())).split('\n')).toEqual([
      'Receipt',
      ...['Number', '0190a0a0-0000-7000-8000-000000000001', 'Date', '30 November 2026, 10:00 UTC'],
      ...['Buyer', 'ada', 'Paid by', 'UPI'],
      ...['#Hamlet *tonight* [$x$]', '2 January 2027, 20:00', 'Globe, Hall 1, Mumbai'],
      ...['Seat C12, stalls', '₹950.00', 'Fee for the way to pay', '₹25.00', 'Paid', '₹975.00'],
    ]);
  });

  it('says what went back, and has no letter that its face has not', async () => {
    const refunds = [['3 December 2026', 'The show was cancelled, paid back', '-₹950.00']];
    const text = pdfText(await printPdf('receipt', receipt({ refunds, title: 'Zürich für ₹5' })));
    expect(text).toContain('The show was cancelled, paid back\n-₹950.00');
    expect(text.replaceAll('\n', '')).toContain('Zürich für ₹5');
    expect(text).not.toContain('\uFFFD');
  });
});

it('of many that are wanted at once the last are asked to come again, and the others printed', async () => {
  const all = await Promise.allSettled(Array.from({ length: 30 }, () => printPdf('receipt', receipt())));
  const refused = all.filter(({ status }) => status === 'rejected');
  expect(all.length - refused.length).toBe(20);
  for (const one of refused) expect(one).toMatchObject({ reason: { code: 'unavailable', retryAfter: 5 } });
  await expect(printPdf('receipt', receipt())).resolves.toBeInstanceOf(Buffer);
});

it('of one person a few are printed at a time, and others get theirs meanwhile', async () => {
  const wanted = Array.from({ length: 25 }, () => printFor('receipt', receipt(), 'eve'));
  const other = printFor('receipt', receipt(), 'ada');
  const all = await Promise.allSettled(wanted);
  const refused = all.filter(({ status }) => status === 'rejected');
  expect(all.length - refused.length).toBe(4);
  for (const one of refused) expect(one).toMatchObject({ reason: { code: 'unavailable', retryAfter: 2 } });
  await expect(other).resolves.toBeInstanceOf(Buffer);
  await expect(printFor('receipt', receipt(), 'eve')).resolves.toBeInstanceOf(Buffer);
});
