import { readLanguageCatalog } from '@docket/sandbox/language-catalog';
import type { BenchProgram } from './programs.ts';

/** How a language compiles and runs without any judge around it: the same argument lists, on the host. */
export type BareJudge = {
  readonly sourceName: string;
  readonly compile: readonly string[] | null;
  readonly run: readonly string[];
};

const NEVER_MIND = 256 * 2 ** 20;

/** @param folder where the program is compiled and started; stands in for the box's own folder. */
export async function bareJudge(program: BenchProgram, folder: string): Promise<BareJudge> {
  const spec = (await readLanguageCatalog()).get(program.language);
  if (spec === undefined) throw new Error(`there is no language ${program.language}`);
  const sourceName = spec.sourceName(program.code);
  const inFolder = (argument: string): string => argument.replace('/box/', `${folder}/`);
  return {
    sourceName,
    compile: spec.compile?.([{ name: sourceName, content: program.code }]).argv ?? null,
    run: spec.run({ entry: sourceName, memoryBytes: NEVER_MIND }).argv.map(inFolder),
  };
}
