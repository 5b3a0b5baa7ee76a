/** More names than a pattern's braces may stand for. */
const MOST_NAMES = 1_000;
/** And letters that all of them have together. */
const MOST_LETTERS = 1_000_000;

/**
 * What a key of `submissions.yaml` stands for, without its braces: `{a,b}.py` is `a.py` and `b.py`. Braces may lie in braces;
 * one without its counterpart, or without a comma, is a letter like others.
 * @returns null when it stands for too many
 */
export function expandBraces(pattern: string): readonly string[] | null {
  const done: string[] = [];
  const open = [pattern];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const braces = firstBraces(one);
    if (braces === null) done.push(one);
    else {
      const { from, to, parts } = braces;
      for (const part of parts.toReversed()) open.push(one.slice(0, from) + part + one.slice(to));
    }
    const names = done.length + open.length;
    if (names > MOST_NAMES || names * one.length > MOST_LETTERS) return null;
  }
  return done;
}

/** The first braces that hold a comma, and the parts between their own commas. One pass: a pattern may have a brace at each place. */
function firstBraces(text: string): { from: number; to: number; parts: readonly string[] } | null {
  const open: { readonly from: number; readonly commas: number[] }[] = [];
  let first: { readonly from: number; readonly to: number; readonly commas: readonly number[] } | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '{') open.push({ from: at, commas: [] });
    if (char === ',') open.at(-1)?.commas.push(at);
    const closed = char === '}' ? open.pop() : undefined;
    if (closed !== undefined && closed.commas.length > 0 && (first === null || closed.from < first.from))
      first = { ...closed, to: at + 1 };
  }
  if (first === null) return null;
  const { from, to, commas } = first;
  const parts = [...commas, to - 1].map((end, nth) =>
    text.slice((nth === 0 ? from : (commas[nth - 1] ?? from)) + 1, end),
  );
  return { from, to, parts };
}

/** Does the whole path match, where `*` stands for any part of a name? No regular expression: a package may hold any pattern. */
export function matchesPath(pattern: string, path: string): boolean {
  const names = path.split('/');
  const parts = pattern.split('/');
  return parts.length === names.length && parts.every((part, i) => matchesName(part, names[i] ?? ''));
}

function matchesName(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let at = first.length;
  // What is between two stars may be taken where it is first found.
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
