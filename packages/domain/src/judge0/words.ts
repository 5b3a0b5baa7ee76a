/**
 * Splits a command line as a shell does with its words: white space parts them, quotes keep it, a backslash takes the next character as it is (within
 * double quotes that of a quote or a backslash). Nothing is expanded.
 * @returns undefined where a quote is not closed
 */
export function wordsOf(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    const next = line.charAt(at + 1);
    if (char === '\\' && quote !== "'" && (quote === undefined || next === '"' || next === '\\')) {
      word = (word ?? '') + next;
      at += 1;
    } else if (quote === undefined && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (char === quote) quote = undefined;
    else if (quote === undefined && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) words.push(word);
  return quote === undefined ? words : undefined;
}
