import { EXACT, LOWER, sameLetters, SPACE, wordsOf } from './bytes.ts';

/** How far the answer is used up, and whether the byte before in the output belongs to a token. */
export type Cursor = { answer: number; inToken: boolean };

/** What may differ without a decision. */
export type Strictness = { readonly strictCase: boolean; readonly strictSpace: boolean };

/**
 * Runs over bytes of an output that need no decision, beside the answer: equal ones, and white space and case that may
 * differ. It is the loop that all large outputs go through which do not equal the answer byte by byte.
 */
export class Skimmer {
  readonly #answer: Uint8Array;
  readonly #answerWords: DataView;

  constructor(answer: Uint8Array) {
    this.#answer = answer;
    this.#answerWords = wordsOf(answer);
  }

  /** Moves the cursor. @returns where in `output[from, to)` it stopped, at a byte that has to be decided over, or `to` */
  run(output: Uint8Array, from: number, to: number, cursor: Cursor, { strictCase, strictSpace }: Strictness): number {
    const answer = this.#answer;
    const length = answer.length;
    const words = wordsOf(output);
    let i = from;
    let k = cursor.answer;
    let inToken = cursor.inToken;
    for (;;) {
      const shift = k - i;
      const start = i;
      // Equal bytes may be used up whatever they are.
      i = this.#equalUntil(words, i, to, shift, strictCase);
      const map = strictCase ? EXACT : LOWER;
      while (i < to && i + shift < length && map[output[i] ?? 0] === map[answer[i + shift] ?? 0]) i++;
      k = i + shift;
      if (i !== start) inToken = SPACE[output[i - 1] ?? 0] === 0;
      if (i === to) break;

      const answerInToken = k < length && SPACE[answer[k] ?? 0] === 0;
      if (SPACE[output[i] ?? 0] === 1) {
        if (strictSpace || (inToken && answerInToken)) break;
        inToken = false;
        i++;
        continue;
      }
      if (!inToken && !answerInToken && k < length) {
        if (strictSpace) break;
        while (k < length && SPACE[answer[k] ?? 0] === 1) k++;
        continue;
      }
      // Two tokens that differ, or one that is too many.
      inToken ||= answerInToken;
      break;
    }
    cursor.answer = k;
    cursor.inToken = inToken;
    return i;
  }

  /** Word by word as far as output and answer are alike; the few bytes after that may still be so. */
  #equalUntil(words: DataView, from: number, to: number, shift: number, strictCase: boolean): number {
    const answerWords = this.#answerWords;
    const end = Math.min(to, this.#answer.length - shift) - 4;
    let i = from;
    for (; i <= end; i += 4) {
      const found = words.getInt32(i, true);
      const wanted = answerWords.getInt32(i + shift, true);
      if (found !== wanted && (strictCase || !sameLetters(found, wanted))) break;
    }
    return i;
  }
}
