import type { Language } from '@docket/contracts/http/language';
import type { SourceFile } from '@docket/contracts/http/submission';
import type { DraftFile } from './drafts.ts';

type Named = Pick<Language, 'id' | 'extensions'>;

function extensionOf({ extensions }: Named): string {
  const first = extensions[0] ?? 'txt';
  return first.startsWith('.') ? first : `.${first}`;
}

/** What the first file is called to begin with. In Java the file is named after its class. */
export function firstFileName(language: Named): string {
  return `${language.id === 'java' ? 'Main' : 'main'}${extensionOf(language)}`;
}

/** A name for one more file. */
export function freeFileName(files: readonly Pick<DraftFile, 'name'>[], language: Named): string {
  for (let number = files.length + 1; ; number += 1) {
    const name = `${language.id === 'java' ? 'Part' : 'part'}${number}${extensionOf(language)}`;
    if (!files.some((file) => file.name === name)) return name;
  }
}

/** What is wrong with a file's name beside the others' names; undefined when it is fine. The server's own rules. */
export function fileNameProblem(name: string, others: readonly string[]): string | undefined {
  if (name === '') return 'Give the file a name.';
  if (name.length > 100) return 'Use at most 100 characters.';
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) return 'Use letters, digits, dot, dash and underscore.';
  return others.includes(name) ? 'Another file has this name.' : undefined;
}

export type Source = { readonly code: string } | { readonly files: SourceFile[] };

/** What is sent: one file of the usual name goes as bare code, whose name is the judge's business. */
export function sourceOf(files: readonly DraftFile[], language: Named): Source {
  const [first, ...others] = files;
  if (first !== undefined && others.length === 0 && first.name === firstFileName(language))
    return { code: first.content };
  return { files: files.map(({ name, content }) => ({ name, content })) };
}
