export type ContestErrorCode =
  | 'contest_format_unknown'
  | 'contest_options_invalid'
  | 'contest_log_gap'
  | 'rating_player_twice';

/** What this package refuses. The message says what to change. */
export class ContestError extends Error {
  readonly code: ContestErrorCode;

  constructor(code: ContestErrorCode, message: string) {
    super(message);
    this.name = 'ContestError';
    this.code = code;
  }
}
