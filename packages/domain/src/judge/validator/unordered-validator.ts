import { setImmediate as breathe } from 'node:timers/promises';
import { countNewlines, NEWLINE } from './bytes.ts';
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
  let rest: Buffer[] = [];
  let failure: Difference | null = null;

  /** Reads all of the answer that is not read. */
  const bag = (): LineBag => {
    while (left === null) left = reading.next().value;
    return left;
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
    const found = shown(lines.subarray(taken.from, end));
    failure = { line: line + taken.index + 1, column: 1, expected: '', found };
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
      if (end === -1) {
        rest.push(Buffer.from(chunk));
        return;
      }
      const whole = Buffer.concat([...rest, chunk.subarray(0, end + 1)]);
      rest = end + 1 === chunk.length ? [] : [Buffer.from(chunk.subarray(end + 1))];
      take(whole);
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
