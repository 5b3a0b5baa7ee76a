import { HALL_MAX_PLACES, HALL_MAX_SEATS } from '@docket/contracts/catalog/seat';
import { DocketError } from '@docket/contracts/errors';
import { TableRefused, type Fault } from '../../spine/table/fault.ts';

export type { Fault };

const SHOWN = 20;

/** Thrown as soon as it is clear: a short file can ask for very many seats. */
export function tooManySeats(): DocketError {
  const message = `has more than ${HALL_MAX_SEATS} seats or gaps; import the parts of the house as halls of their own`;
  return hallInvalid([{ path: 'file', message }]);
}

export function tooManyPlaces(path: string): Fault {
  return { path, message: `the standing areas have more than ${HALL_MAX_PLACES} places together; take that many less` };
}

/** The error for a seat map with these faults. */
export function hallInvalid(faults: readonly Fault[]): DocketError {
  const said = faults.slice(0, 3).map(({ path, message }) => `${path}: ${message}`);
  const rest = faults.length - said.length;
  return new DocketError('hall_invalid', `${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`, {
    fields: faults.slice(0, SHOWN),
  });
}

/** What `read` answers. @throws DocketError `hall_invalid` for a file that is no table */
export function asHallFile<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TableRefused) throw hallInvalid([error.fault]);
    throw error;
  }
}
