import { languagesOfFile } from '@docket/contracts/judge/source-endings';

/** A text file of a package. */
type SourceText = { readonly path: string; readonly content: string };

/** A program below a folder such as `generators/`: a file of its own, or a folder of files. */
export type SetterProgram = {
  /** The file or folder, such as `generators/tree.py`: what people call it, and what messages name. */
  readonly path: string;
  /** Null where the ending of its files is no language's. */
  readonly language: string | null;
  /** The one to start first. */
  readonly files: readonly { readonly name: string; readonly content: string }[];
};

/** What lies beside single files for all of them, such as a header. */
const SHARED = /\.(?:h|hpp|hh)$/i;
/** What is no program and not missed. */
const APART = /(?:^|\/)(?:readme[^/]*|generators\.yaml)$|\.(?:md|txt|ya?ml|json|dat|h|hpp|hh)$/i;

/** The programs directly below `top`. Headers that lie beside single files go with each of them. */
export function programsBelow(files: readonly SourceText[], top: string): readonly SetterProgram[] {
  const below = files.filter(({ path }) => path.startsWith(`${top}/`));
  const shared = below.filter(({ path }) => path.split('/').length === 2 && SHARED.test(path));
  const byProgram = Map.groupBy(below, ({ path }) => path.split('/').slice(0, 2).join('/'));
  const programs: SetterProgram[] = [];
  for (const [path, own] of byProgram) {
    const single = own.length === 1 && own[0]?.path === path;
    if (single && APART.test(path)) continue;
    const base = single ? top : path;
    const all = single ? [...own, ...shared] : own;
    const sources = all.filter((file) => !APART.test(file.path));
    const main = sources.find((file) => /\/(?:main|__main__)\.[^./]+$/i.test(file.path)) ?? sources[0];
    if (main === undefined) continue;
    programs.push({
      path,
      language: languagesOfFile(main.path)[0] ?? null,
      files: [main, ...all.filter((file) => file !== main)].map((file) => ({
        name: file.path.slice(base.length + 1),
        content: file.content,
      })),
    });
  }
  return programs;
}

/** How a validator says that it takes an input: exit status 42, or as testlib's do 0. */
export function acceptingStatus(program: Pick<SetterProgram, 'files'>): 0 | 42 {
  const texts = program.files.map(({ content }) => content);
  if (!texts.some((text) => /\bregisterValidation\s*\(/.test(text))) return 42;
  // A testlib.h that was made for this format says so itself.
  return texts.some((text) => /^[ \t]*#[ \t]*define[ \t]+OK_EXIT_CODE[ \t]+\(?42\b/m.test(text)) ? 42 : 0;
}
