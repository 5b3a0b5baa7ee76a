import { shownBytes, WINDOW_AFTER, WINDOW_BEFORE } from './difference.ts';
import type { Difference, Validator } from './validator.ts';

const NEWLINE = 0x0a;

/** Accepts exactly the bytes of the answer, white space, line endings and all. */
export function createExactValidator(answer: Buffer): Validator {
  let at = 0;
  let failure: { difference: Difference; reason: string } | null = null;

  const fail = (found: Uint8Array, reason: string): void => {
    const before = answer.subarray(0, at);
    const lineStart = before.lastIndexOf(NEWLINE) + 1;
    let line = 1;
    for (const byte of before) if (byte === NEWLINE) line += 1;
    const from = Math.max(lineStart, at - WINDOW_BEFORE);
    const cut = (bytes: Uint8Array): string => {
      const shown = Buffer.concat([answer.subarray(from, at), bytes.subarray(0, WINDOW_AFTER)]);
      return bytes.length === 0 ? '' : shownBytes(shown, from > lineStart, bytes.length > WINDOW_AFTER);
    };
    const difference = {
      line,
      column: at - lineStart + 1,
      expected: cut(lineAt(answer, at)),
      found: cut(lineAt(found, 0)),
    };
    failure = { difference, reason };
  };

  return {
    push(chunk) {
      if (failure !== null) return;
      const wanted = answer.subarray(at, at + chunk.length);
      if (wanted.equals(chunk)) {
        at += chunk.length;
        return;
      }
      let i = 0;
      while (i < wanted.length && wanted[i] === chunk[i]) i += 1;
      at += i;
      fail(chunk.subarray(i), at === answer.length ? 'extra output' : 'not exactly the answer');
    },
    end() {
      if (failure === null && at < answer.length) fail(new Uint8Array(), at === 0 ? 'no output' : 'output ends early');
      return failure === null
        ? { accepted: true, difference: null, reason: null }
        : { accepted: false, difference: failure.difference, reason: failure.reason };
    },
  };
}

/** From `at` to the end of its line, the line break included: what is shown must not be empty when only that differs. */
function lineAt(bytes: Uint8Array, at: number): Uint8Array {
  const end = bytes.indexOf(NEWLINE, at);
  return bytes.subarray(at, end === -1 ? bytes.length : end + 1);
}

/**
 * Accepts the lines of the answer in any order, each as often as it is there. White space inside a line counts as in
 * the token comparison; blank lines do not count.
 */
export function createUnorderedValidator(answer: Buffer, caseSensitive: boolean): Validator {
  const left = new Map<string, number>();
  for (const line of answer.toString('latin1').split('\n')) {
    const key = keyOf(line, caseSensitive);
    if (key !== '') left.set(key, (left.get(key) ?? 0) + 1);
  }
  let line = 0;
  let seen = false;
  let rest: Buffer[] = [];
  let failure: Difference | null = null;

  const take = (text: string): void => {
    line += 1;
    const key = keyOf(text, caseSensitive);
    if (key === '' || failure !== null) return;
    seen = true;
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    else failure = { line, column: 1, expected: '', found: shown(text) };
  };

  return {
    push(chunk) {
      if (failure !== null) return;
      const end = chunk.lastIndexOf(NEWLINE);
      if (end === -1) {
        rest.push(Buffer.from(chunk));
        return;
      }
      const whole = Buffer.concat([...rest, chunk.subarray(0, end)]).toString('latin1');
      rest = [Buffer.from(chunk.subarray(end + 1))];
      for (const text of whole.split('\n')) take(text);
    },
    end() {
      const last = Buffer.concat(rest).toString('latin1');
      if (last !== '') take(last);
      if (failure !== null)
        return { accepted: false, difference: failure, reason: 'a line that is not, or not so often, in the answer' };
      const missing = [...left].find(([, count]) => count > 0)?.[0];
      if (missing === undefined) return { accepted: true, difference: null, reason: null };
      const difference = { line: line + 1, column: 1, expected: shown(missing), found: '' };
      return { accepted: false, difference, reason: seen ? 'output ends early' : 'no output' };
    },
  };
}

function keyOf(line: string, caseSensitive: boolean): string {
  const key = line
    .split(/[ \f\r\t\v]+/)
    .filter((token) => token !== '')
    .join(' ');
  return caseSensitive ? key : key.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function shown(text: string): string {
  const bytes = Buffer.from(text.replace(/\r$/, ''), 'latin1');
  return shownBytes(bytes.subarray(0, WINDOW_AFTER), false, bytes.length > WINDOW_AFTER);
}
