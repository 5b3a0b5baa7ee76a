import { setImmediate as breathe } from 'node:timers/promises';
import { countNewlines, shownBytes, WINDOW_AFTER, WINDOW_BEFORE } from './difference.ts';
import type { Difference, Validator } from './validator.ts';

const NEWLINE = 0x0a;

/** Accepts exactly the bytes of the answer, white space, line endings and all. */
export function createExactValidator(answer: Buffer): Validator {
  let at = 0;
  let failure: { difference: Difference; reason: string } | null = null;

  const fail = (found: Uint8Array, reason: string): void => {
    const before = answer.subarray(0, at);
    const lineStart = before.lastIndexOf(NEWLINE) + 1;
    const line = 1 + countNewlines(before, 0, at);
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

/** Bytes of the answer that are read at a time. */
const SLICE_BYTES = 128 * 1024;

/**
 * Accepts the lines of the answer in any order, each as often as it is there. White space inside a line counts as in
 * the token comparison; blank lines do not count.
 */
export function createUnorderedValidator(answer: Buffer, caseSensitive: boolean): Validator {
  const left = new LineBag();
  let read = 0;
  let line = 0;
  let seen = false;
  let rest: Buffer[] = [];
  let failure: Difference | null = null;

  /** @returns false when all of the answer is read. */
  const readSlice = (): boolean => {
    if (read === answer.length) return false;
    const end = answer.indexOf(NEWLINE, Math.min(read + SLICE_BYTES, answer.length - 1));
    const to = end === -1 ? answer.length : end + 1;
    for (const text of answer.toString('latin1', read, to).split('\n')) {
      const key = keyOf(text, caseSensitive);
      if (key !== '') left.add(key);
    }
    read = to;
    return true;
  };
  const readRest = (): void => {
    while (readSlice());
  };

  const take = (text: string): void => {
    line += 1;
    const key = keyOf(text, caseSensitive);
    if (key === '' || failure !== null) return;
    seen = true;
    if (!left.take(key)) failure = { line, column: 1, expected: '', found: shown(text) };
  };

  return {
    async prepare() {
      while (readSlice()) await breathe();
    },
    push(chunk) {
      readRest();
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
      readRest();
      const last = Buffer.concat(rest).toString('latin1');
      if (last !== '') take(last);
      if (failure !== null)
        return { accepted: false, difference: failure, reason: 'a line that is not, or not so often, in the answer' };
      const missing = left.any();
      if (missing === undefined) return { accepted: true, difference: null, reason: null };
      const difference = { line: line + 1, column: 1, expected: shown(missing), found: '' };
      return { accepted: false, difference, reason: seen ? 'output ends early' : 'no output' };
    },
  };
}

/** How often each line is there. Many small maps instead of a large one, which would stop everything while it grows. */
class LineBag {
  readonly #maps = Array.from({ length: 256 }, () => new Map<string, number>());

  #mapOf(key: string): Map<string, number> {
    const [first, last] = [key.charCodeAt(0), key.charCodeAt(key.length - 1)];
    const middle = key.charCodeAt(key.length >> 1);
    return this.#maps[(first * 7 + middle * 31 + last * 127 + key.length) & 255] ?? new Map<string, number>();
  }

  add(key: string): void {
    const map = this.#mapOf(key);
    map.set(key, (map.get(key) ?? 0) + 1);
  }

  /** Takes one out. @returns false when there is none. */
  take(key: string): boolean {
    const map = this.#mapOf(key);
    const count = map.get(key);
    if (count === undefined) return false;
    if (count === 1) map.delete(key);
    else map.set(key, count - 1);
    return true;
  }

  /** A line that is left; the one that was added first, of those that look alike. */
  any(): string | undefined {
    for (const map of this.#maps) for (const key of map.keys()) return key;
    return undefined;
  }
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
