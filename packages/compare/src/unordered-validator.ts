import { setImmediate as breathe } from 'node:timers/promises';
import { countNewlines, NEWLINE, SPACE } from './bytes.ts';
import { shownBytes, WINDOW_AFTER } from './difference.ts';
import { LineBag } from './line-bag.ts';
import type { Difference, Validator } from './validator.ts';

/** Bytes of the answer that are read, and those in which lines are counted, before the event loop has a turn. */
const READ_BYTES = 128 * 1024;
const COUNT_BYTES = 4 * 1024 * 1024;

const CARRIAGE_RETURN = 0x0d;

/**
 * Accepts the lines of the answer in any order, each as often as it is there. White space inside a line counts as in
 * the token comparison; blank lines do not count.
 */
export function createUnorderedValidator(answer: Buffer, caseSensitive: boolean): Validator {
  const reading = readAnswer(answer, caseSensitive);
  let left: LineBag | null = null;
  let line = 0;
  let seen = false;
  /** The beginning of a line whose end has not come: its pieces, its bytes, and those of them that are no white space. */
  let rest: Buffer[] = [];
  let restBytes = 0;
  let restSolid = 0;
  let failure: Difference | null = null;

  /** Reads all of the answer that is not read. */
  const bag = (): LineBag => {
    while (left === null) left = reading.next().value;
    return left;
  };

  const fail = (lineNumber: number, bytes: Buffer): void => {
    failure = { line: lineNumber, column: 1, expected: '', found: shown(bytes) };
  };

  /**
   * A piece of a line without its end. One that holds more than any line of the answer is wrong already: a line of megabytes is
   * never looked at as a whole.
   */
  const keep = (piece: Uint8Array): void => {
    let solid = 0;
    for (const byte of piece) if (SPACE[byte] === 0) solid++;
    // What is shown of the line is there: of more white space a single byte says all.
    const isMoreSpace = solid === 0 && restBytes > WINDOW_AFTER && piece.length > 1;
    rest.push(Buffer.from(isMoreSpace ? piece.subarray(0, 1) : piece));
    restBytes += isMoreSpace ? 1 : piece.length;
    restSolid += solid;
    if (restSolid <= bag().longest || restBytes <= WINDOW_AFTER + 1) return;
    fail(line + 1, Buffer.concat(rest));
    rest = [];
  };

  const take = (lines: Buffer): void => {
    const taken = bag().take(lines, () => {
      seen = true;
    });
    if (typeof taken === 'number') {
      line += taken;
      return;
    }
    const end = lines[taken.end - 1] === CARRIAGE_RETURN ? taken.end - 1 : taken.end;
    fail(line + taken.index + 1, lines.subarray(taken.from, end));
  };

  return {
    async prepare() {
      while (left === null) {
        left = reading.next().value;
        await breathe();
      }
    },
    push(chunk) {
      bag();
      if (failure !== null) return;
      const end = chunk.lastIndexOf(NEWLINE);
      if (end === -1) return keep(chunk);
      const whole = Buffer.concat([...rest, chunk.subarray(0, end + 1)]);
      rest = [];
      restBytes = 0;
      restSolid = 0;
      take(whole);
      if (failure === null && end + 1 < chunk.length) keep(chunk.subarray(end + 1));
    },
    end() {
      const last = Buffer.concat(rest);
      if (failure === null && last.length > 0) take(last);
      if (failure !== null)
        return { accepted: false, difference: failure, reason: 'a line that is not, or not so often, in the answer' };
      const missing = bag().any();
      if (missing === null) return { accepted: true, difference: null, reason: null };
      const difference = { line: line + 1, column: 1, expected: shown(missing), found: '' };
      return { accepted: false, difference, reason: seen ? 'output ends early' : 'no output' };
    },
  };
}

/** Reads the answer in slices; the last step gives its lines. */
function* readAnswer(answer: Buffer, caseSensitive: boolean): Generator<null, LineBag, void> {
  let lines = 1;
  for (let i = 0; i < answer.length; i += COUNT_BYTES) {
    lines += countNewlines(answer, i, Math.min(i + COUNT_BYTES, answer.length));
    yield null;
  }
  const bag = new LineBag(answer, lines, caseSensitive);
  for (let i = 0; i < answer.length;) {
    const newline = answer.indexOf(NEWLINE, Math.min(i + READ_BYTES, answer.length - 1));
    const end = newline === -1 ? answer.length : newline + 1;
    bag.add(i, end);
    i = end;
    yield null;
  }
  return bag;
}

function shown(bytes: Buffer): string {
  return shownBytes(bytes.subarray(0, WINDOW_AFTER), false, bytes.length > WINDOW_AFTER);
}
