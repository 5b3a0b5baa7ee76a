import { Marked, type TokenizerAndRendererExtension, type Tokens } from 'marked';

/** TeX travels through the sanitiser as text in a marked element and is set afterwards; see `Statement`. */
function mathHtml(token: Tokens.Generic): string {
  const tex: unknown = token['tex'];
  return `<span class="math" data-display="${token['display'] === true}">${escapeHtml(typeof tex === 'string' ? tex : '')}</span>`;
}

/** `$x$` in a line. As in Pandoc: no space just inside the dollars, and no digit after them, so prices stay prices. */
const inlineMath: TokenizerAndRendererExtension = {
  name: 'inlineMath',
  level: 'inline',
  start: (source) => source.indexOf('$'),
  tokenizer: (source) => {
    const match = /^\$\$([^$]+?)\$\$/.exec(source) ?? /^\$(?!\s)((?:\\.|[^\\$\n])+?)(?<!\s)\$(?!\d)/.exec(source);
    if (match === null) return undefined;
    return { type: 'inlineMath', raw: match[0], tex: match[1], display: match[0].startsWith('$$') };
  },
  renderer: mathHtml,
};

const blockMath: TokenizerAndRendererExtension = {
  name: 'blockMath',
  level: 'block',
  start: (source) => /(?:^|\n)\$\$/.exec(source)?.index,
  tokenizer: (source) => {
    const match = /^\$\$\s*([^$]+?)\s*\$\$[ \t]*(?:\n+|$)/.exec(source);
    return match === null ? undefined : { type: 'blockMath', raw: match[0], tex: match[1], display: true };
  },
  renderer: (token) => `<p>${mathHtml(token)}</p>`,
};

const markdown = new Marked({ gfm: true });
markdown.use({ extensions: [blockMath, inlineMath] });

/**
 * Markdown with $TeX$ to HTML. Headings are moved so that the highest is of the second level: the first is the page's
 * title. The result is NOT safe: what is in the source comes through. Sanitise it.
 */
export function markdownToHtml(source: string): string {
  const tokens = markdown.lexer(source);
  const headings = tokens.filter((token): token is Tokens.Heading => token.type === 'heading');
  const shift = 2 - Math.min(...headings.map((heading) => heading.depth));
  for (const heading of headings) heading.depth = Math.min(6, heading.depth + shift);
  return markdown.parser(tokens);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
