import { HALL_MAX_SEATS } from '@docket/contracts/catalog/seat';
import { DocketError } from '@docket/contracts/errors';

/** What is wrong with a seat map, and where: `line 12`, or a path such as `sections[0].rows[3].seats`. */
export type Fault = { readonly path: string; readonly message: string };

const SHOWN = 20;

/** Thrown as soon as it is clear: a short file can ask for very many seats. */
export function tooManySeats(): DocketError {
  const message = `has more than ${HALL_MAX_SEATS} seats or gaps; import the parts of the house as halls of their own`;
  return hallInvalid([{ path: 'file', message }]);
}

/** The error for a seat map with these faults. */
export function hallInvalid(faults: readonly Fault[]): DocketError {
  const said = faults.slice(0, 3).map(({ path, message }) => `${path}: ${message}`);
  const rest = faults.length - said.length;
  return new DocketError('hall_invalid', `${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`, {
    fields: faults.slice(0, SHOWN),
  });
}
