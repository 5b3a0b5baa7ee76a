/** More names than a pattern's braces may stand for. */
const MOST_NAMES = 1_000;

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
    if (done.length + open.length > MOST_NAMES) return null;
  }
  return done;
}

/** The first braces that hold a comma, and the parts between their own commas. */
function firstBraces(text: string): { from: number; to: number; parts: readonly string[] } | null {
  for (let from = text.indexOf('{'); from !== -1; from = text.indexOf('{', from + 1)) {
    const parts: string[] = [];
    let depth = 0;
    let start = from + 1;
    for (let i = from; i < text.length; i++) {
      const char = text[i];
      if (char === '{') depth++;
      if (char === '}') depth--;
      if ((char === ',' && depth === 1) || depth === 0) {
        parts.push(text.slice(start, i));
        start = i + 1;
      }
      if (depth > 0) continue;
      if (parts.length > 1) return { from, to: i + 1, parts };
      break;
    }
  }
  return null;
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
