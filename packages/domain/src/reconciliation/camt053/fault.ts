import { DocketError } from '@docket/contracts/errors';

/** Where in a file, from 1, and in which element. */
export type Place = { readonly line: number; readonly column: number; readonly path: string };

/** Something in a statement that is not as it has to be. */
export class StatementFault extends Error {
  override readonly name = 'StatementFault';
  readonly place: Place;
  constructor(place: Place, message: string) {
    super(message);
    this.place = place;
  }
}

/** The refusal of a whole file for its first fault, with line and element. */
export function refusalOf({ place: { line, column, path }, message }: StatementFault): DocketError {
  const where = `line ${line}, column ${column}${path === '' ? '' : `, ${path}`}`;
  return new DocketError('statement_invalid', `${where}: ${message}. Nothing of the file was taken.`, {
    fields: [{ path: path === '' ? `line ${line}` : path, message }],
  });
}
