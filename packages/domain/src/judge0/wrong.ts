import { DocketError } from '@docket/contracts/errors';

/** A field that cannot be, as Judge0's clients are told of it. */
export function wrong(field: string, message: string): DocketError {
  return new DocketError('invalid_request', `${field} ${message}`, { fields: [{ path: `body.${field}`, message }] });
}
