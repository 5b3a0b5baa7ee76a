/** What is wrong with a file, and where: `line 12, column C (zone)`, or a path such as `sections[0].rows[3].seats`. */
export type Fault = { readonly path: string; readonly message: string };

/** A file that is no table at all. Who reads it makes of it an error with a code. */
export class TableRefused extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.path}: ${fault.message}`);
    this.fault = fault;
  }
}
