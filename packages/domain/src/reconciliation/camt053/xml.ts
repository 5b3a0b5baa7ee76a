import { setImmediate as breath } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import sax from 'sax';
import { type Place, StatementFault } from './fault.ts';

/** An element with what is in it. Names are without prefixes. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  readonly place: Place;
  text: string;
};

/** No statement nests deeper; ISO 20022 has about fifteen. */
const DEEPEST = 40;
/** Characters of one text: the longest of a statement has 500. */
const LONGEST = 10_000;
/** What is no Char of XML 1.0: the parser lets it pass, and Postgres does not keep all of it. */
const UNREADABLE = /(?![\t\n\r\u0080-\u009F])[\p{Cc}\uFFFE\uFFFF]/u;
/** Attributes of one element; those of a statement have one or two, and its root a few namespaces. */
const MOST_ATTRIBUTES = 50;
/** Elements of one file: of the largest that is taken every 14 bytes would be one. What has more is no statement, and would cost seconds. */
const MOST_ELEMENTS = 300_000;
/** Bytes read at a time: about a millisecond's work, or ten where they are nothing but tags. */
const CHUNK = 4 * 1024;
/** For so long nobody else is served, milliseconds. */
const AT_A_TIME = 5;

function decoded(bytes: Uint8Array, stream: { readonly decoder: TextDecoder; readonly last: boolean }): string {
  try {
    return stream.decoder.decode(bytes, { stream: !stream.last });
  } catch {
    throw new StatementFault({ line: 1, column: 1, path: '' }, 'it is not UTF-8');
  }
}

/** What a parser's complaint says, without the place, which is told apart. */
function complaintOf({ message }: Error): string {
  const [said = 'not XML'] = message.split('\n', 1);
  return `not well-formed XML: ${said.replace(/\.$/, '')}`;
}

/**
 * Reads XML 1.0 in UTF-8 from bytes, element by element. A document type is refused, and with it every entity of one: nothing outside of the file is read, and
 * nothing in it is more than it is long. Others are served every few milliseconds.
 * @param onClosed is given each element when it ends. What it answers with `true` is dropped; all else stays in the element around it
 * @throws StatementFault with the place
 */
export async function readXml(
  bytes: Uint8Array,
  onClosed: (element: Element) => boolean,
  mostElements = MOST_ELEMENTS,
): Promise<void> {
  const parser = sax.parser(true, { position: true });
  const open: Element[] = [];
  const counts: Map<string, number>[] = [new Map()];
  let elements = 0;
  let attributesHere = 0;

  function here(): Place {
    return { line: parser.line + 1, column: parser.column + 1, path: open.at(-1)?.place.path ?? '' };
  }
  function fail(message: string): never {
    throw new StatementFault(here(), message);
  }
  function placeOf(name: string): Place {
    const of = counts.at(-1);
    const n = (of?.get(name) ?? 0) + 1;
    of?.set(name, n);
    const { line, column, path } = here();
    // Only of entries there are so many that their number says something.
    return { line, column, path: `${path === '' ? '' : `${path}/`}${name}${name === 'Ntry' ? `[${n}]` : ''}` };
  }

  parser.ondoctype = () => fail('it has a document type, which a statement has no need of');
  parser.onprocessinginstruction = ({ name, body }) => {
    const encoding = /encoding\s*=\s*["']([^"']+)/.exec(body)?.[1];
    if (name === 'xml' && encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      fail(`it says that it is in ${encoding}; save it as UTF-8`);
  };
  parser.onattribute = () => {
    attributesHere += 1;
    if (attributesHere > MOST_ATTRIBUTES) fail(`an element with more than ${MOST_ATTRIBUTES} attributes`);
  };
  parser.onopentag = ({ name, attributes }) => {
    attributesHere = 0;
    elements += 1;
    if (elements > mostElements) fail(`more than ${mostElements} elements in one file; split it`);
    if (open.length >= DEEPEST) fail(`elements are nested deeper than ${DEEPEST}`);
    const local = name.slice(name.indexOf(':') + 1);
    // Text between elements says nothing in ISO 20022.
    const around = open.at(-1);
    if (around !== undefined) around.text = '';
    const values = Object.entries(attributes).map(([key, value]) => [key, String(value)]);
    open.push({ name: local, attributes: Object.fromEntries(values), children: [], text: '', place: placeOf(local) });
    counts.push(new Map());
  };
  function onText(text: string): void {
    const element = open.at(-1);
    if (element === undefined) return;
    element.text += text;
    if (UNREADABLE.test(text)) fail('a control character, which XML does not allow');
    if (element.text.length > LONGEST) fail(`a text of more than ${LONGEST} characters`);
  }
  parser.onclosetag = () => {
    const element = open.pop();
    counts.pop();
    if (element === undefined || onClosed(element)) return;
    open.at(-1)?.children.push(element);
  };
  function onError(error: Error): never {
    throw new StatementFault(here(), complaintOf(error));
  }
  // The parser has no events to listen to, but places for one function each.
  Object.assign(parser, { ontext: onText, oncdata: onText, onerror: onError });

  const decoder = new TextDecoder('utf-8', { fatal: true });
  let since = performance.now();
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const last = at + CHUNK >= bytes.length;
    parser.write(decoded(bytes.subarray(at, at + CHUNK), { decoder, last }));
    if (performance.now() - since < AT_A_TIME) continue;
    await breath();
    since = performance.now();
  }
  parser.close();
}
