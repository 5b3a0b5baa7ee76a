const [QUOTE, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d];

type Open = {
  /** Keys of an object so far; undefined for a list. */
  readonly keys: Set<string> | undefined;
  /** Where in it the reader is: a key, or a place in a list. */
  at: string | number;
};

/**
 * The first key that an object of a JSON text has twice, as a path such as `body.shows.0.title`; undefined where there is none. Two readers of such
 * a text may each believe another of the two (RFC 8259, section 4), so what one checked is not what the other does.
 * @param text JSON that was parsed: what is none gives any answer
 */
export function findDuplicateKey(text: string, root = 'body'): string | undefined {
  const open: Open[] = [];
  let inner: Open | undefined;
  let keyNext = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at);
        if (keyNext && inner?.keys !== undefined) {
          const key = readKey(text.slice(at, end + 1));
          inner.at = key;
          if (inner.keys.has(key)) return [root, ...open.map((each) => each.at)].join('.');
          inner.keys.add(key);
          keyNext = false;
        }
        at = end;
        break;
      }
      case OPEN_OBJECT:
        open.push((inner = { keys: new Set(), at: '' }));
        keyNext = true;
        break;
      case OPEN_LIST:
        open.push((inner = { keys: undefined, at: 0 }));
        keyNext = false;
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        open.pop();
        inner = open.at(-1);
        break;
      case COMMA:
        keyNext = inner?.keys !== undefined;
        if (typeof inner?.at === 'number') inner.at += 1;
        break;
      default:
    }
  }
  return undefined;
}

/** Where the quote stands that ends the string that begins at `from`. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === '\\') before -= 1;
  return (at - before) % 2 === 0;
}

/** A key as it is meant: `"\u0061"` is `a`. */
function readKey(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}
