import { DocketError } from '@docket/contracts/errors';

export function placeNotFound(): DocketError {
  return new DocketError('place_not_found', 'There is no place of this slug. GET /places finds them by name.');
}
