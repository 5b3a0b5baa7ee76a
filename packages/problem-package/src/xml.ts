import { DOMParser } from '@xmldom/xmldom';
import type { Element } from '@xmldom/xmldom';
import { DocketError } from '@docket/contracts/errors';
import { mebibytes, shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import { decodeText } from './yaml-map.ts';

export type Xml = Element;

/** Parsing takes a second for so much of the worst there is, and a thousand tests are described in less. */
const XML_BYTES = 512 * 1024;

/**
 * Reads an XML file whose root has this name. Document types, with which a text could refer to other files or grow without bound, are refused.
 * @throws DocketError `package_invalid`, `package_too_large`
 */
export async function parseXml(files: PackageFiles, path: string, root: string): Promise<Xml> {
  const bytes = await files.read(path);
  if (bytes.length > XML_BYTES)
    throw new DocketError(
      'package_too_large',
      `${shownPath(path)} is larger than ${mebibytes(XML_BYTES)} and describes no problem.`,
    );
  const text = decodeText(bytes, path);
  const fault = (what: string): DocketError => new DocketError('package_invalid', `${shownPath(path)} ${what}`);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw fault('declares a document type. Remove it.');
  let element: Xml | null;
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message);
      },
    });
    element = parser.parseFromString(text, 'text/xml').documentElement;
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw fault(`is not valid XML: ${why.slice(0, 200)}`);
  }
  if (element?.localName !== root) throw fault(`does not begin with <${root}>.`);
  return element;
}

/** Elements of this name directly below one; none below none. */
export function childrenOf(element: Xml | undefined, name: string): readonly Xml[] {
  const found: Xml[] = [];
  for (let child = element?.firstChild ?? null; child !== null; child = child.nextSibling)
    if (child.nodeType === child.ELEMENT_NODE && child.nodeName === name) found.push(child as Xml);
  return found;
}

/** Empty where it is missing. */
export function attribute(element: Xml | undefined, name: string): string {
  return element?.getAttribute(name)?.trim() ?? '';
}

export function textOf(element: Xml | undefined): string {
  return element?.textContent?.trim() ?? '';
}
