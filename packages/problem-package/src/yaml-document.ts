import { isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';

/** A text as YAML; what is wrong with it is in `errors`. */
type YamlDocument = {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** The line of the first key that its map has before already; null: there is none. What is made of the document has the last. */
  readonly doubled: number | null;
};

/**
 * Parses a text that somebody has sent. Keys are compared here: the library holds each against all before it, which for a file of many thousand keys takes
 * minutes in which nothing else is answered.
 */
export function parseYaml(text: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { logLevel: 'silent', lineCounter: lines, uniqueKeys: false });
  let doubled: number | null = null;
  if (document.errors.length === 0)
    visit(document, {
      Map(_, map) {
        const seen = new Set<unknown>();
        for (const { key } of map.items) {
          if (!isScalar(key)) continue;
          if (seen.has(key.value)) doubled = Math.min(doubled ?? Infinity, lines.linePos(key.range?.[0] ?? 0).line);
          seen.add(key.value);
        }
      },
    });
  return { document, lines, doubled };
}
