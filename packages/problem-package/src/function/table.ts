import type { Signature } from '@docket/contracts/judge/signature';
import type { Driver, DriverFile } from './driver.ts';
import { c } from './drivers/c.ts';
import { cpp } from './drivers/cpp.ts';
import { csharp } from './drivers/csharp.ts';
import { go } from './drivers/go.ts';
import { java } from './drivers/java.ts';
import { javascript } from './drivers/javascript.ts';
import { kotlin } from './drivers/kotlin.ts';
import { python } from './drivers/python.ts';
import { ruby } from './drivers/ruby.ts';
import { rust } from './drivers/rust.ts';
import { typescript } from './drivers/typescript.ts';

/** The languages of function problems. A newcomer is a file and a line here. */
export const DRIVERS: readonly Driver[] = [
  cpp,
  java,
  python,
  javascript,
  typescript,
  go,
  rust,
  csharp,
  kotlin,
  ruby,
  c,
];

/** Undefined where function problems cannot be solved in the language. */
export function driverOf(language: string): Driver | undefined {
  return DRIVERS.find(({ languages }) => languages.includes(language));
}

/** Ids of all languages that function problems can be solved in. */
export const FUNCTION_LANGUAGES: readonly string[] = DRIVERS.flatMap(({ languages }) => languages);

/** What to begin with in each language, by its id. */
export function starters(signature: Signature): Readonly<Record<string, string>> {
  return Object.fromEntries(
    DRIVERS.flatMap((driver) => {
      const text = driver.starter(signature);
      return driver.languages.map((id) => [id, text]);
    }),
  );
}

/** A solution with the program around it; or why that cannot be, for whoever sent it. */
export function withDriver(
  files: readonly DriverFile[],
  language: string,
  signature: Signature,
): { readonly files: readonly DriverFile[] } | { readonly problem: string } {
  const driver = driverOf(language);
  if (driver === undefined) return { problem: `Function problems cannot be solved in ${language}.` };
  const own = driver.program(signature);
  const named =
    files.find(({ name }) => name === driver.file) ??
    files.find(({ name }) => /^main\.[^.]+$/i.test(name)) ??
    (files.length === 1 ? files[0] : undefined);
  if (named === undefined)
    return {
      problem: `Of several files one must be called ${driver.file}, or main: it holds what the problem asks for.`,
    };
  const taken = files.find(
    (file) => file !== named && (file.name === driver.file || own.some(({ name }) => name === file.name)),
  );
  if (taken !== undefined) return { problem: `${taken.name} is the name of a file of the judge's; choose another.` };
  const beside = files.filter((file) => file !== named);
  return { files: [{ name: driver.file, content: named.content.replace(/^\uFEFF/, '') }, ...beside, ...own] };
}
