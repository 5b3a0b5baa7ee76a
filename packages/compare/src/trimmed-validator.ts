import type { Validator } from './validator.ts';

const LINE_FEED = 0x0a;

/** What ends of lines may have besides: the white space of ASCII, and NUL. */
function isTrailing(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d && byte !== LINE_FEED) || byte === 0;
}

/**
 * Takes bytes as they come and gives on what is left of them without white space at the ends of lines and without lines at the end that are empty then.
 * Keeps no more than the white space that may still be followed by something.
 */
function createTrimmer(take: (byte: number) => void): (chunk: Uint8Array) => void {
  let held: number[] = [];
  let feeds = 0;
  return (chunk) => {
    for (const byte of chunk) {
      if (byte === LINE_FEED) {
        feeds += 1;
        held = [];
      } else if (isTrailing(byte)) held.push(byte);
      else {
        for (; feeds > 0; feeds -= 1) take(LINE_FEED);
        for (const space of held) take(space);
        if (held.length > 0) held = [];
        take(byte);
      }
    }
  };
}

/**
 * Accepts an output that is the answer but for white space at the ends of lines and at the end, as Judge0 compares with `expected_output`: each line and then the
 * whole without what trails. White space before and within a line counts, and so do empty lines before the end.
 */
export function createTrimmedValidator(answer: Uint8Array): Validator {
  const wanted: number[] = [];
  createTrimmer((byte) => wanted.push(byte))(answer);
  let at = 0;
  let same = true;
  const trim = createTrimmer((byte) => {
    same &&= wanted[at] === byte;
    at += 1;
  });
  return {
    push(chunk) {
      if (same) trim(chunk);
    },
    end() {
      const accepted = same && at === wanted.length;
      return { accepted, difference: null, reason: accepted ? null : 'not the expected output' };
    },
  };
}
