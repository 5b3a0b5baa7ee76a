import { Language, LanguageSupport } from '@codemirror/language';
import { tagHighlighter, tags } from '@lezer/highlight';

/** Which parts of a program have which of the page's colours; for the editor and for code that is only read. */
export const colours = tagHighlighter([
  { tag: [tags.keyword, tags.modifier, tags.controlKeyword, tags.operatorKeyword], class: 'text-crash' },
  { tag: [tags.string, tags.character, tags.regexp], class: 'text-ok' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], class: 'text-limit' },
  { tag: [tags.typeName, tags.className, tags.standard(tags.name)], class: 'text-note' },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
    ],
    class: 'text-link',
  },
  { tag: [tags.comment, tags.meta], class: 'text-muted italic' },
  { tag: tags.invalid, class: 'text-bad' },
]);

/** The language of a mode as `editorMode` gives it; undefined for plain text. */
export function languageOf(mode: unknown): Language | undefined {
  if (mode instanceof LanguageSupport) return mode.language;
  return mode instanceof Language ? mode : undefined;
}
