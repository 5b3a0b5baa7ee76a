import { highlightCode } from '@lezer/highlight';
import { colours, languageOf } from './highlight.ts';
import { editorMode } from './languages.ts';
import { plainLines, withoutLastBreak, type CodeLine, type Piece } from './plain-lines.ts';

/** A program in lines and colours. */
export async function colourLines(code: string, mode: string): Promise<readonly CodeLine[]> {
  const language = languageOf(await editorMode(mode));
  if (language === undefined) return plainLines(code);
  const lines: Piece[][] = [[]];
  highlightCode(
    code,
    language.parser.parse(code),
    colours,
    (text, className) => lines.at(-1)?.push({ text, className }),
    () => lines.push([]),
  );
  return withoutLastBreak(lines);
}
