/**
 * Where an output first leaves the answer. Line and column count from 1 in the program's output, columns in bytes.
 * Tokens are trimmed to a window around the difference and escaped; an empty string means there was nothing more.
 */
export type Difference = {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
};

/** What a validator says of one output, whatever kind of validator it is. */
export type ValidatorResult = {
  readonly accepted: boolean;
  readonly difference: Difference | null;
  /** The finer kind of a rejection: `presentation`, `no output`, `output ends early`, `extra output`; otherwise null. */
  readonly reason: string | null;
};

/** Takes an output as it comes, in chunks of any size, and judges it at the end. Keeps no chunk. */
export type Validator = {
  /** Where the answer has to be read before the output: reads it in slices, so that nothing else waits long. Without it `push` reads all at once. */
  prepare?(): Promise<void>;
  push(chunk: Uint8Array): void;
  /** Call once, after the last chunk. */
  end(): ValidatorResult;
};
