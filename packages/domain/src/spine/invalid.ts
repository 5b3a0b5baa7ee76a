import { DocketError } from '@docket/contracts/errors';

/**
 * A request whose fields do not go together, or name what there is not, each with what to change. What is wrong with one field by itself the
 * contract says.
 */
export function invalidFields(wrong: readonly (readonly [path: string, message: string])[]): DocketError {
  const said = wrong.map(([path, message]) => `${path}: ${message}`);
  return new DocketError('invalid_request', `${said.join('; ')}.`, {
    fields: wrong.map(([path, message]) => ({ path, message })),
  });
}
