/** Control characters, ends of lines, and what turns the direction of the text around it. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;

/** Is it one line that reads as it is written? What goes into a bank's files and what somebody compares with a statement must be. */
export function isOneLine(text: string): boolean {
  return !UNSEEN.test(text);
}

export const ONE_LINE = 'must be one line, without control characters';
