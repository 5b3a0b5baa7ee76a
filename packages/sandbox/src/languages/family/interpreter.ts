import type { Argv, LanguageSpec, Source } from '../language.ts';
import { mainByEnding, sourcePaths } from './sources.ts';

type Own = Pick<
  LanguageSpec,
  'id' | 'name' | 'extensions' | 'probe' | 'packages' | 'editorMode' | 'template' | 'hello' | 'samples'
> &
  Partial<LanguageSpec> & {
    /** The interpreter and its options; the path of the main source follows. */
    readonly start: Argv;
    /** Words after the path of the main source. */
    readonly end?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    /** Command that looks for syntax errors in the sources whose paths follow it. */
    readonly check?: Argv;
    readonly checkEnv?: Readonly<Record<string, string>>;
  };

/** A language whose sources are what is run, by an interpreter that takes the path of the main one. */
export function interpretedLanguage(own: Own): LanguageSpec {
  const { start, end = [], env = {}, check, checkEnv = env, ...rest } = own;
  return {
    sourceName: () => `main${own.extensions[0]}`,
    ...(check && {
      compile: (sources: readonly Source[]) => ({
        argv: [...check, ...sourcePaths(sources, own.extensions, own.mainSays)],
        env: checkEnv,
      }),
    }),
    entry: mainByEnding(own.extensions, own.mainSays),
    run: ({ entry }) => ({ argv: [...start, `/box/${entry}`, ...end], env }),
    ...rest,
  };
}

/** A `check` for interpreters that look at one file at a time: runs the command once per source, all of them even after an error. */
export function checkEach(...command: Argv): Argv {
  const words = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  return ['/bin/sh', '-c', `status=0; for file; do ${words} "$file" || status=1; done; exit $status`, 'sh'];
}
