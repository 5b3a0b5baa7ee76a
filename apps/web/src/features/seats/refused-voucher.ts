import { DocketApiError } from '@docket/client/errors';
import { serverErrors } from '../../lib/form-errors.ts';

/** What a refusal says of the voucher; undefined where it is about something else. */
export function refusedVoucher(error: Error | null): string | undefined {
  if (error instanceof DocketApiError && error.code === 'voucher_invalid') return error.detail;
  return serverErrors(error)['voucher'];
}
