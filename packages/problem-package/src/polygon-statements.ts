import type { PackageFiles } from './files.ts';
import { attribute, childrenOf } from './xml.ts';
import type { Xml } from './xml.ts';

/** Polygon's names of languages, and the codes of the format. */
const CODES: Readonly<Record<string, string>> = {
  arabic: 'ar',
  armenian: 'hy',
  azerbaijani: 'az',
  belarusian: 'be',
  bengali: 'bn',
  bulgarian: 'bg',
  chinese: 'zh',
  croatian: 'hr',
  czech: 'cs',
  english: 'en',
  estonian: 'et',
  finnish: 'fi',
  french: 'fr',
  georgian: 'ka',
  german: 'de',
  greek: 'el',
  hebrew: 'he',
  hindi: 'hi',
  hungarian: 'hu',
  indonesian: 'id',
  italian: 'it',
  japanese: 'ja',
  kazakh: 'kk',
  korean: 'ko',
  kyrgyz: 'ky',
  latvian: 'lv',
  lithuanian: 'lt',
  mongolian: 'mn',
  persian: 'fa',
  polish: 'pl',
  portuguese: 'pt',
  romanian: 'ro',
  russian: 'ru',
  serbian: 'sr',
  slovak: 'sk',
  slovene: 'sl',
  spanish: 'es',
  swedish: 'sv',
  tajik: 'tg',
  thai: 'th',
  turkish: 'tr',
  turkmen: 'tk',
  ukrainian: 'uk',
  uzbek: 'uz',
  vietnamese: 'vi',
};

/** Parts of a statement in `statement-sections/<language>/`, with their headings. */
const SECTIONS = [
  ['legend', null],
  ['input', 'Input'],
  ['output', 'Output'],
  ['interaction', 'Interaction'],
  ['scoring', 'Scoring'],
  ['notes', 'Note'],
] as const;

const decoder = new TextDecoder('utf-8', { fatal: false });

/**
 * Statements of a Polygon package, put where the format has them. They are made of their parts, which are LaTeX; where those are missing the
 * PDF that Polygon set is taken. @returns the problem's names by code
 */
export async function polygonStatements(
  problem: Xml,
  files: PackageFiles,
  moved: Map<string, string>,
  texts: Map<string, string>,
): Promise<Readonly<Record<string, string>>> {
  const names: Record<string, string> = {};
  for (const name of childrenOf(childrenOf(problem, 'names')[0], 'name')) {
    const language = attribute(name, 'language');
    const code = Object.hasOwn(CODES, language) ? CODES[language] : undefined;
    if (code === undefined) {
      files.warn?.(`problem.xml: the language ${language.slice(0, 40)} is not known; its statement was left out.`);
      continue;
    }
    names[code] = attribute(name, 'value');
    const folder = `statement-sections/${language}/`;
    const parts: string[] = [];
    for (const [part, heading] of SECTIONS) {
      const path = `${folder}${part}.tex`;
      if (!files.paths.includes(path)) continue;
      const text = decoder.decode(await files.read(path)).trim();
      if (text !== '') parts.push(heading === null ? text : `\\section{${heading}}\n\n${text}`);
    }
    if (parts.length > 0) {
      texts.set(`statement/problem.${code}.tex`, `${parts.join('\n\n')}\n`);
      // Pictures of all languages lie in one folder here: the first that has a name keeps it.
      for (const path of files.paths) {
        const picture = path.startsWith(folder) ? path.slice(folder.length) : '';
        const target = `statement/${picture}`;
        if (/^[^/]+\.(?:png|jpe?g|svg|gif)$/i.test(picture) && !moved.has(target)) moved.set(target, path);
      }
    }
    const pdf = `statements/.pdf/${language}/problem.pdf`;
    const listed = childrenOf(childrenOf(problem, 'statements')[0], 'statement').find(
      (one) => attribute(one, 'language') === language && attribute(one, 'type') === 'application/pdf',
    );
    const found = [attribute(listed, 'path'), pdf].find((path) => files.paths.includes(path));
    if (found !== undefined) moved.set(`statement/problem.${code}.pdf`, found);
  }
  return names;
}
