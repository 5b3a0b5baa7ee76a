import type { Argv, LanguageSpec, Source } from '../language.ts';
import { sourcePaths } from './sources.ts';

type Own = Pick<
  LanguageSpec,
  'id' | 'name' | 'extensions' | 'probe' | 'packages' | 'editorMode' | 'template' | 'hello' | 'samples'
> &
  Partial<LanguageSpec> & {
    /** Words before the sources, the compiler's path first. */
    readonly before: Argv;
    /** Further words before them that depend on what they say. */
    readonly options?: (sources: readonly Source[]) => readonly string[];
    /** Words after them. */
    readonly after?: readonly string[];
    /** Environment of the compiler. */
    readonly compileEnv?: Readonly<Record<string, string>>;
    /** Endings of the files to name to the compiler, where it finds others by itself or must not see them. */
    readonly compiles?: readonly string[];
    /** Name only the main source: the compiler finds the rest by what it imports. */
    readonly followsImports?: boolean;
  };

/** A language whose compiler leaves a program of its own, `program`, in one command. */
export function nativeLanguage(own: Own): LanguageSpec {
  const { before, options, after = [], compileEnv, compiles = own.extensions, followsImports = false, ...rest } = own;
  const { mainSays } = own;
  const named = (sources: readonly Source[]): readonly string[] => {
    const paths = sourcePaths(sources, compiles, mainSays);
    return followsImports ? paths.slice(-1) : paths;
  };
  return {
    sourceName: () => `main${own.extensions[0]}`,
    compile: (sources) => ({
      argv: [...before, ...(options?.(sources) ?? []), ...named(sources), ...after],
      ...(compileEnv ? { env: compileEnv } : {}),
    }),
    artifact: 'program',
    run: () => ({ argv: ['/box/program'] }),
    ...rest,
  };
}
