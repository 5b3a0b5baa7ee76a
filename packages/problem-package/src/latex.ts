import {
  WRAPPERS,
  SYMBOLS,
  HEADINGS,
  SECTION_ENVIRONMENTS,
  MATH_ENVIRONMENTS,
  CODE_ENVIRONMENTS,
  SILENT,
} from './latex-commands.ts';

/** A LaTeX statement as Markdown, tolerably: what a judge's web page needs, not a typesetter. */
export type ConvertedLatex = {
  readonly markdown: string;
  /** From `\problemname`, or `%% plainproblemname:` where it holds formulas. */
  readonly name: string | null;
  /** Things that did not come along, each a noun phrase. */
  readonly dropped: readonly string[];
};

/** The picture that a statement means, as Markdown is to name it; null where there is none that can be shown. */
type PlacePicture = (file: string) => string | null;

/** Converts the body of a problem statement. `constants` replace `\constant{name}`. Never throws, whatever the text. */
export function latexToMarkdown(
  tex: string,
  constants: ReadonlyMap<string, string> = new Map(),
  place: PlacePicture = () => null,
): ConvertedLatex {
  const plainName = /^%+[ \t]*plainproblemname:[ \t]*(.+)$/m.exec(tex)?.[1]?.trim() ?? null;
  // In formulas too, which are otherwise left as they are.
  const text = tex
    .replaceAll(/(?<!\\)%[^\n]*\n?[ \t]*/g, '')
    .replaceAll(/\\constant\{(\w{1,100})\}/g, (all, name: string) => constants.get(name)?.slice(0, 200) ?? all);
  const converter = createConverter(text, { place }, 0);
  const markdown = converter.convert();
  return {
    markdown: `${withoutTrailingSpace(markdown)
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim()}\n`,
    name: plainName ?? converter.name(),
    dropped: converter.dropped(),
  };
}

/** Two spaces at the end of a line are Markdown's line break and stay. */
function withoutTrailingSpace(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => (line.endsWith('  ') && line.trim() !== '' ? `${line.trimEnd()}  ` : line.trimEnd()))
    .join('\n');
}

/** Groups deeper than this stay as they are written, so that no text can exhaust the stack. */
const MAX_DEPTH = 30;

/** Lists in lists are indented no further than this: each line of what is nested without end would be longer than the one before. */
const MAX_INDENT = 8;

type Converter = { convert(): string; name(): string | null; dropped(): readonly string[] };

type Surroundings = { readonly place: PlacePicture };

function createConverter(text: string, around: Surroundings, depth: number): Converter {
  const { place } = around;
  let at = 0;
  let name: string | null = null;
  const dropped = new Set<string>();
  const lists: { readonly mark: string; items: number }[] = [];
  let out = '';

  /** The raw text of a `{group}` or of one character; empty at the end. */
  const rawGroup = (): string => {
    while (text[at] === ' ' || text[at] === '\n') at++;
    if (text[at] !== '{') return text[at++] ?? '';
    const start = ++at;
    for (let depth = 1; at < text.length; at++) {
      if (text[at] === '\\') at++;
      else if (text[at] === '{') depth++;
      else if (text[at] === '}' && --depth === 0) break;
    }
    return text.slice(start, at++);
  };
  const skipOptions = (): void => {
    while (text[at] === '[') {
      const stop = text.slice(at, at + 500).indexOf(']');
      if (stop === -1) return;
      at += stop + 1;
    }
  };
  const nested = (inner: string): string => {
    if (depth >= MAX_DEPTH) return inner;
    const converter = createConverter(inner, around, depth + 1);
    const result = converter.convert();
    for (const what of converter.dropped()) dropped.add(what);
    return result;
  };
  const group = (): string => nested(rawGroup());
  const wrap = (mark: string, inner: string): string => {
    const trimmed = inner.trim();
    if (trimmed === '') return inner;
    // Inside code nothing is special, so what was escaped for Markdown is taken back.
    return mark === '`' ? `\`${trimmed.replaceAll(/\\([*_<>#`])/g, '$1')}\`` : `${mark}${trimmed}${mark}`;
  };
  const until = (end: string): string => {
    const stop = text.indexOf(end, at);
    const inner = stop === -1 ? text.slice(at) : text.slice(at, stop);
    at = stop === -1 ? text.length : stop + end.length;
    return inner;
  };

  const begin = (): string => {
    const environment = rawGroup();
    if (MATH_ENVIRONMENTS.includes(environment)) {
      const inner = until(`\\end{${environment}}`).trim();
      return `\n\n$$${/^(align|eqnarray|gather)/.test(environment) ? `\\begin{aligned}${inner}\\end{aligned}` : inner}$$\n\n`;
    }
    if (CODE_ENVIRONMENTS.includes(environment)) {
      skipOptions();
      return `\n\n\`\`\`\n${until(`\\end{${environment}}`).replace(/^\n|\n$/g, '')}\n\`\`\`\n\n`;
    }
    skipOptions();
    if (environment === 'tabular') {
      rawGroup();
      return table(until('\\end{tabular}'));
    }
    if (environment === 'itemize' || environment === 'enumerate')
      lists.push({ mark: environment === 'itemize' ? '-' : '1.', items: 0 });
    if (environment === 'wrapfigure' || environment === 'minipage') while (text[at] === '{') rawGroup();
    return SECTION_ENVIRONMENTS.includes(environment) ? `\n\n## ${environment}\n\n` : '\n\n';
  };
  const end = (): string => {
    const environment = rawGroup();
    if (environment === 'itemize' || environment === 'enumerate') lists.pop();
    return '\n\n';
  };
  const item = (): string => {
    skipOptions();
    while (text[at] === ' ' || text[at] === '\n') at++;
    const list = lists.at(-1) ?? { mark: '-', items: 1 };
    if (list.items++ > 0) out = out.trimEnd();
    return `\n${'   '.repeat(Math.min(MAX_INDENT, Math.max(0, lists.length - 1)))}${list.mark} `;
  };
  const table = (body: string): string => {
    const rows = body
      .replaceAll(/\\(hline|toprule|midrule|bottomrule)|\\cline\{[^}]{0,50}\}/g, '')
      .split('\\\\')
      .filter((row) => row.trim() !== '')
      .map(
        (row) =>
          `| ${row
            .split(/(?<!\\)&/)
            .map((cell) => nested(cell).trim().replaceAll('\n', ' '))
            .join(' | ')} |`,
      );
    const columns = (rows[0]?.match(/\|/g)?.length ?? 1) - 1;
    return `\n\n${[rows[0] ?? '', `|${' --- |'.repeat(columns)}`, ...rows.slice(1)].join('\n')}\n\n`;
  };

  const command = (): string => {
    const match = /^[A-Za-z]+/.exec(text.slice(at, at + 40));
    if (match === null) return escaped(text[at++] ?? '');
    const word = match[0];
    at += word.length;
    if (text[at] === '*') at++;
    if (word === 'begin') return begin();
    if (word === 'end') return end();
    if (word === 'item') {
      return item();
    }
    if (word === 'verb') {
      const fence = text[at++] ?? '';
      return `\`${until(fence)}\``;
    }
    const heading = HEADINGS[word];
    if (heading !== undefined) return `\n\n${heading}${group().trim()}\n\n`;
    const symbol = SYMBOLS[word];
    if (symbol !== undefined) {
      if (text.startsWith('{}', at)) at += 2;
      return symbol;
    }
    const mark = WRAPPERS[word];
    if (mark !== undefined) return text[at] === '{' ? wrap(mark, group()) : '';
    const silent = SILENT[word];
    if (silent !== undefined) {
      skipOptions();
      for (let i = 0; i < silent; i++) rawGroup();
      return '';
    }
    return special(word);
  };

  const special = (word: string): string => {
    if (word === 'problemname') {
      name =
        nested(rawGroup())
          .replaceAll(/[$`*\\]/g, '')
          .trim() || null;
      return '';
    }
    if (word === 'includegraphics' || word === 'illustration') {
      skipOptions();
      const first = rawGroup();
      const file = word === 'includegraphics' ? first : rawGroup();
      const caption = word === 'illustration' ? group().trim() : '';
      const picture = place(file.trim());
      if (picture === null) dropped.add(`the picture ${file.slice(0, 60)}`);
      const shown = picture === null ? '' : `\n\n![](<${picture}>)\n\n`;
      return caption === '' ? shown : `${shown}\n\n${wrap('*', caption)}\n\n`;
    }
    if (word === 'constant') {
      dropped.add(`the constant ${rawGroup().slice(0, 60)}`);
      return '';
    }
    if (word === 'url') return `<${rawGroup()}>`;
    if (word === 'href') {
      const target = rawGroup();
      return `[${group()}](${target})`;
    }
    if (word === 'footnote') return ` (${group().trim()})`;
    if (word === 'caption') return `\n\n${wrap('*', group())}\n\n`;
    if (word === 'def' || word === 'newcommand' || word === 'renewcommand') {
      const rest = /^\s*\{?\\[A-Za-z]+\}?(\[\d\])?/.exec(text.slice(at, at + 200));
      at += rest?.[0].length ?? 0;
      rawGroup();
    }
    dropped.add(`the command \\${word}`);
    skipOptions();
    return text[at] === '{' ? group() : '';
  };

  const escaped = (char: string): string => {
    if (char === '(') return `$${until('\\)')}$`;
    if (char === '[') return `\n\n$$${until('\\]').trim()}$$\n\n`;
    if (char === '\\') {
      skipOptions();
      return '  \n';
    }
    if (char === ',' || char === ';' || char === ' ' || char === '\n') return ' ';
    if (char === '_' || char === '#' || char === '*' || char === '$') return `\\${char}`;
    return char === '-' || char === '/' || char === '!' ? '' : char;
  };

  const math = (): string => {
    const fence = text[at] === '$' ? '$$' : '$';
    if (fence === '$$') at++;
    const inner = until(fence);
    return fence === '$$' ? `\n\n$$${inner.trim()}$$\n\n` : `$${inner}$`;
  };

  /** Not `out += f()`: that reads `out` before `f` may trim it. */
  const add = (piece: string): void => {
    out += piece;
  };
  const convert = (): string => {
    while (at < text.length) {
      const char = text[at++] ?? '';
      if (char === '\\') add(command());
      else if (char === '$') out += math();
      else if (char === '{') {
        at--;
        const inner = rawGroup();
        const old = /^\\(bf|it|em|tt)\b\s*/.exec(inner);
        out +=
          old?.[1] === undefined ? nested(inner) : wrap(WRAPPERS[old[1]] ?? '', nested(inner.slice(old[0].length)));
      } else if (char === '}') continue;
      else if (char === '~') out += ' ';
      else if (char === '*' || char === '<' || char === '>') out += `\\${char}`;
      else if (char === '`') out += text[at] === '`' ? (at++, '“') : '‘';
      else if (char === "'" && text[at] === "'") out += (at++, '”');
      else if (char === '-' && text.startsWith('--', at)) out += ((at += 2), '—');
      else if (char === '-' && text[at] === '-') out += (at++, '–');
      else out += char;
    }
    return out;
  };
  return { convert, name: () => name, dropped: () => [...dropped] };
}
