/** What the bank says no to, as its interface words it. */
export class BankError extends Error {
  override readonly name = 'BankError';
  /** HTTP status. */
  readonly status: number;
  /** For programs, such as `reference_taken`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
