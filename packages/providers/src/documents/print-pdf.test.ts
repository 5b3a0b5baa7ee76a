import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { printPdf } from './print-pdf.ts';

/** Which letters the fonts of a PDF stand for: the right-hand sides of its ToUnicode tables, as hexadecimal UTF-16. */
function lettersOf(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n/g)].map(({ index, 0: { length } }) => {
    const from = index + length;
    const raw = pdf.subarray(from, text.indexOf('endstream', from));
    try {
      return inflateSync(raw, { finishFlush: 2 }).toString('latin1');
    } catch {
      return raw.toString('latin1');
    }
  });
  return streams
    .filter((stream) => stream.includes('beginbfchar'))
    .join('\n')
    .toUpperCase();
}

const document = (amount: string, rows = 1) => ({
  account: 'customer wallet, INR',
  owner: 'somebody',
  from: '2026-11-01',
  until: '2026-12-01',
  opening: amount,
  closing: amount,
  rows: Array.from({ length: rows }, (_, row) => ['2026-11-02', '*not* #bold', `payment ${row}`, amount, amount]),
});

it('prints a statement with the sign of the rupee, and what is data as it is', async () => {
  const letters = lettersOf(await printPdf('statement', document('₹1,23,450.00')));
  expect(letters).toContain('<20B9>');
  for (const sign of '*#') expect(letters).toContain(`<00${sign.charCodeAt(0).toString(16).toUpperCase()}>`);
  expect(lettersOf(await printPdf('statement', document('€5.00')))).not.toContain('<20B9>');
});

it('prints many pages, several at a time, and says what it cannot print', async () => {
  const [long, none, bad] = await Promise.allSettled([
    printPdf('statement', document('$5.00', 400)),
    printPdf('statement', document('$5.00', 0)),
    printPdf('statement', {}),
  ]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('statement') } });
  if (long.status !== 'fulfilled' || none.status !== 'fulfilled') expect.fail('not printed');
  expect(none.value.subarray(0, 5).toString()).toBe('%PDF-');
  expect(long.value.length).toBeGreaterThan(5 * none.value.length);
});
