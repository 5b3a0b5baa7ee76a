import { DocketApiError } from '@docket/client/errors';
import { expect, it } from 'vitest';
import { refusedVoucher } from './refused-voucher.ts';

const refusal = (code: 'voucher_invalid' | 'invalid_request' | 'show_cancelled', path?: string) =>
  new DocketApiError({
    code,
    status: 422,
    title: 'No',
    detail: 'It is not good for this show.',
    ...(path === undefined ? {} : { fields: [{ path, message: 'use 3 to 40 letters' }] }),
  });

it('a refusal is about the voucher or about something else', () => {
  expect(refusedVoucher(refusal('voucher_invalid', 'body.voucher'))).toBe('It is not good for this show.');
  expect(refusedVoucher(refusal('invalid_request', 'body.voucher'))).toBe('use 3 to 40 letters');
  expect(refusedVoucher(refusal('invalid_request', 'body.seats'))).toBeUndefined();
  expect(refusedVoucher(refusal('show_cancelled'))).toBeUndefined();
  expect(refusedVoucher(null)).toBeUndefined();
});
