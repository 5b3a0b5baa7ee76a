import { DocketError } from '@docket/contracts/errors';
import type { PackageFiles } from './files.ts';
import { latexToMarkdown } from './latex.ts';
import { decodeText } from './yaml-map.ts';
import type { YamlMap } from './yaml-map.ts';

const STATEMENT_BYTES = 1024 * 1024;

export type Statement = {
  readonly markdown: string;
  /** Language of the file that was read, such as `en`. */
  readonly language: string;
  /** The name that a LaTeX statement carries, if it does. */
  readonly name: string | null;
};

/** Finds and reads the statement: Markdown before LaTeX, English before other languages. */
export async function readStatement(
  files: PackageFiles,
  yaml: YamlMap,
  warn: (text: string) => void,
): Promise<Statement> {
  const chosen = choose(files);
  const bytes = await files.read(chosen.path);
  if (bytes.length > STATEMENT_BYTES)
    throw new DocketError('package_too_large', `${chosen.path} is larger than 1 MiB.`);
  const text = decodeText(bytes, chosen.path).replaceAll('\r\n', '\n');
  const constants = readConstants(yaml);
  if (chosen.kind === 'md') {
    return { markdown: cleanMarkdown(text, constants, chosen.path, warn), language: chosen.language, name: null };
  }
  const latex = latexToMarkdown(text, constants);
  for (const dropped of latex.dropped) warn(`${chosen.path}: ${dropped} was left out of the statement.`);
  return { markdown: latex.markdown, language: chosen.language, name: latex.name };
}

function choose(files: PackageFiles): { path: string; language: string; kind: 'md' | 'tex' } {
  const found: { path: string; language: string; kind: string; rank: number }[] = [];
  for (const path of files.paths) {
    const match = /^(?:statement|problem_statement)\/problem(?:\.([A-Za-z-]{2,8}))?\.(md|tex|pdf)$/.exec(path);
    if (match === null) continue;
    const language = match[1] ?? 'en';
    const kind = match[2] ?? '';
    found.push({ path, language, kind, rank: ['md', 'tex', 'pdf'].indexOf(kind) * 2 + (language === 'en' ? 0 : 1) });
  }
  const [best] = found.sort((a, b) => a.rank - b.rank);
  if (best === undefined) {
    throw new DocketError(
      'package_invalid',
      'There is no statement. Add statement/problem.en.md (or problem_statement/problem.en.tex).',
    );
  }
  if (best.kind === 'pdf') {
    throw new DocketError(
      'package_unsupported',
      `${best.path}: a statement that is only a PDF cannot be shown. Add statement/problem.en.md.`,
    );
  }
  return { path: best.path, language: best.language, kind: best.kind === 'md' ? 'md' : 'tex' };
}

/** `constants` of problem.yaml as text; written `{{name}}` in statements. */
function readConstants(yaml: YamlMap): ReadonlyMap<string, string> {
  const map = yaml.map('constants');
  return new Map((map?.keys() ?? []).map((key) => [key, map?.text(key) ?? '']));
}

function cleanMarkdown(
  text: string,
  constants: ReadonlyMap<string, string>,
  path: string,
  warn: (text: string) => void,
): string {
  const images: string[] = [];
  // Repetitions are bounded, so that no text makes the matching slow.
  const cleaned = text
    .replaceAll(/\{\{ ?(nextsample|remainingsamples) ?\}\}/g, '')
    .replaceAll(/\{\{([A-Za-z_]\w{0,99})\}\}/g, (all, name: string) => constants.get(name) ?? all)
    .replaceAll(
      /!\[([^\]\n]{0,300})\]\(([^)\n]{0,500})\)(?:\{[^}\n]{0,200}\})?/g,
      (_all, alt: string, target: string) => {
        images.push(target.split(' ')[0] ?? '');
        return alt === '' ? '' : `*${alt}*`;
      },
    );
  if (images.length > 0)
    warn(
      `${path}: ${images.length} image${images.length === 1 ? ' was' : 's were'} left out of the statement, first ${images[0] ?? ''}.`,
    );
  return `${cleaned.trim()}\n`;
}
