import { NEWLINE } from './bytes.ts';
import { shownBytes, WINDOW_AFTER, WINDOW_BEFORE } from './difference.ts';
import { Places } from './places.ts';
import type { Difference, Validator } from './validator.ts';

/** Accepts exactly the bytes of the answer, white space, line endings and all. */
export function createExactValidator(answer: Buffer): Validator {
  const places = new Places(answer);
  let at = 0;
  let failure: { difference: Difference; reason: string } | null = null;

  const fail = (found: Uint8Array, reason: string): void => {
    const { line, column } = places.at(at);
    const lineStart = at - column + 1;
    const from = Math.max(lineStart, at - WINDOW_BEFORE);
    const cut = (bytes: Uint8Array): string => {
      const shown = Buffer.concat([answer.subarray(from, at), bytes.subarray(0, WINDOW_AFTER)]);
      return bytes.length === 0 ? '' : shownBytes(shown, from > lineStart, bytes.length > WINDOW_AFTER);
    };
    const difference = {
      line,
      column,
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
        places.equal(at, at + chunk.length, at);
        at += chunk.length;
        return;
      }
      let i = 0;
      while (i < wanted.length && wanted[i] === chunk[i]) i += 1;
      places.equal(at, at + i, at);
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
