import type { Signature } from '@docket/contracts/judge/signature';

export type DriverFile = { readonly name: string; readonly content: string };

/**
 * How function problems are written and called in a language: what the user begins with, and the program around it. One file each in
 * `drivers/`, and a line in `table.ts`.
 *
 * The program reads a secret on the first line of standard input and the case behind it, gives standard input up, calls, and writes
 * the secret, a space, the result as JSON and a line feed to descriptor 3. Then it ends at once. What the user's part prints goes to standard
 * output and is no part of that.
 */
export type Driver = {
  readonly name: string;
  /** Ids of the languages it is for. */
  readonly languages: readonly [string, ...string[]];
  /** The name that the user's file gets: what the compiler and traces call it. */
  readonly file: string;
  /** Words that nothing may be named, as names are written in the language. */
  readonly reserved: ReadonlySet<string>;
  /** What a function must not be called besides: it would stand in for something of the language. */
  readonly functions?: ReadonlySet<string>;
  /** How the language writes names that the signature has in camelCase. */
  readonly naming: { readonly value: Naming; readonly callable: Naming };
  readonly starter: (signature: Signature) => string;
  /** The files around the user's own. */
  readonly program: (signature: Signature) => readonly [DriverFile, ...DriverFile[]];
};

type Naming = (name: string) => string;

export const camel: Naming = (name) => name;

/** `levelOrder` becomes `level_order`. */
export const snake: Naming = (name) => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

export const pascal: Naming = (name) => name.slice(0, 1).toUpperCase() + name.slice(1);

export function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}

/** Each line that is not empty behind so many spaces. */
export function indent(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}
