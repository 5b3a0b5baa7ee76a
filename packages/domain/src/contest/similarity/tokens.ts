import { familyOf, type Family } from './families.ts';

/** A program as a row of tokens: names, numbers and texts are each one kind, so that another name makes no other token. */
export type Tokens = {
  /** Kinds, as numbers of one dictionary. */
  readonly kinds: Int32Array;
  /** The tokens themselves, as numbers of the same dictionary: to find what was given word for word. */
  readonly words: Int32Array;
  /** The line of each, from 1. */
  readonly lines: Int32Array;
};

/** Tokens of a program at most; what comes after is not compared. */
const MOST = 20_000;
const [NAME, NUMBER, TEXT, TYPE] = ['\u0000name', '\u0000number', '\u0000text', '\u0000type'];

/** Numbers for words, the same for all programs that are compared with each other. */
export class Dictionary {
  readonly #numbers = new Map<string, number>();

  numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const next = this.#numbers.size + 1;
    this.#numbers.set(word, next);
    return next;
  }
}

// One token at a time, at the place where the last one ended. Operators are taken whole, so that `i += 1` is not `i + = 1`.
const SPACE = /[^\S\n]+/y;
const WORD = /[\p{L}_$@][\p{L}\p{N}_$]*[?!]?/uy;
const FIGURE = /\.?\d(?:[\w.']|(?<=[eEpP])[+-])*/y;
const SIGN = /<<=|>>=|\*\*=|===|!==|<=>|\.\.\.|->|=>|::|\+\+|--|&&|\|\||[-+*/%&|^<>=!]=|<<|>>|\*\*|\/\/|./suy;

/** Reads a program. @param language id of the judge's */
export function tokenize(source: string, language: string, dictionary: Dictionary): Tokens {
  const family = familyOf(language);
  const [kinds, words, lines]: [number[], number[], number[]] = [[], [], []];
  const put = (kind: string, word: string, line: number) => {
    kinds.push(dictionary.numberOf(kind));
    words.push(dictionary.numberOf(word));
    lines.push(line);
  };
  let [at, line, fresh] = [0, 1, true];
  const skip = (to: number) => {
    for (let place = source.indexOf('\n', at); place !== -1 && place < to; place = source.indexOf('\n', place + 1))
      line += 1;
    at = to;
  };
  while (at < source.length && kinds.length < MOST) {
    if (source[at] === '\n') {
      at += 1;
      line += 1;
      fresh = true;
      continue;
    }
    const space = match(SPACE, source, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const none = (fresh ? wholeLine(source, at, family) : undefined) ?? comment(source, at, family);
    if (none !== undefined) {
      skip(none);
      continue;
    }
    fresh = false;
    const text = quoted(source, at, family);
    if (text !== undefined) {
      put(TEXT ?? '', source.slice(at, text), line);
      skip(text);
      continue;
    }
    const word = match(WORD, source, at);
    if (word !== undefined) {
      const plain = family.anyCase ? word.toLowerCase() : word;
      put(family.types.has(plain) ? (TYPE ?? '') : family.keywords.has(plain) ? plain : (NAME ?? ''), word, line);
      at += word.length;
      continue;
    }
    const figure = match(FIGURE, source, at);
    const sign = figure ?? match(SIGN, source, at) ?? '';
    put(figure === undefined ? sign : (NUMBER ?? ''), sign, line);
    at += Math.max(1, sign.length);
  }
  return { kinds: Int32Array.from(kinds), words: Int32Array.from(words), lines: Int32Array.from(lines) };
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

/** Where a line ends that everybody has, such as an import; undefined for another one. */
function wholeLine(source: string, at: number, { skipped }: Family): number | undefined {
  if (skipped === undefined) return undefined;
  const end = lineEnd(source, at);
  return skipped.test(source.slice(at, end)) ? end : undefined;
}

function comment(source: string, at: number, { line, block }: Family): number | undefined {
  // Before those of one line: `--[[` begins with `--`.
  for (const [open, close] of block) {
    if (!source.startsWith(open, at)) continue;
    const end = source.indexOf(close, at + open.length);
    return end === -1 ? source.length : end + close.length;
  }
  return line.some((mark) => source.startsWith(mark, at)) ? lineEnd(source, at) : undefined;
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end === -1 ? source.length : end;
}

const SINGLE = /'(?:\\[^\n]{1,8}?|[^'\\\n])'/y;

/** Where a text in quotes ends; undefined where none begins. One that is not closed ends with its line, or, over several lines, with the program. */
function quoted(source: string, at: number, { quotes, long, characters }: Family): number | undefined {
  for (const mark of long) {
    if (!source.startsWith(mark, at)) continue;
    const end = source.indexOf(mark, at + mark.length);
    return end === -1 ? source.length : end + mark.length;
  }
  const mark = source[at] ?? '';
  if (mark === "'" && characters) {
    const single = match(SINGLE, source, at);
    return single === undefined ? undefined : at + single.length;
  }
  if (!quotes.includes(mark)) return undefined;
  for (let place = at + 1; place < source.length; place += 1) {
    const sign = source[place];
    if (sign === '\\') place += 1;
    else if (sign === mark) return place + 1;
    else if (sign === '\n' && mark !== '`') return place;
  }
  return source.length;
}
