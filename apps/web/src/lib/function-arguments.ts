import { canonicalInput, CaseFault, lineNames } from '@docket/contracts/judge/function-case';
import type { Signature } from '@docket/contracts/judge/signature';
import { valueTypeText } from '@docket/contracts/judge/signature';

/** One argument of a case: its name, what may be in it, and its text. */
type Argument = { readonly name: string; readonly type: string; readonly text: string };

/** A case by its arguments: a line of the input is one. */
export function argumentsOf(signature: Signature, input: string): readonly Argument[] {
  const lines = input.split('\n');
  const types = signature.kind === 'class' ? [] : signature.parameters.map(({ type }) => valueTypeText(type));
  return lineNames(signature).map((name, index) => ({
    name,
    type: types[index] ?? (index === 0 ? 'names, the constructor first' : 'an array for each call'),
    text: lines[index] ?? '',
  }));
}

/** The input with another text for one of its arguments. */
export function withArgument(signature: Signature, input: string, index: number, text: string): string {
  const lines = argumentsOf(signature, input).map((one) => one.text);
  // A value is one line, and a break in JSON between two tokens means nothing.
  return lines.map((line, at) => `${at === index ? text.replaceAll(/\r?\n/g, ' ') : line}\n`).join('');
}

/** What keeps a case from being run, and which argument it is in; undefined when nothing does. */
export function argumentFault(
  signature: Signature,
  input: string,
): { readonly index: number; readonly text: string } | undefined {
  try {
    canonicalInput(signature, input);
    return undefined;
  } catch (error) {
    if (error instanceof CaseFault) return { index: error.line - 1, text: `${error.message}.` };
    return { index: 0, text: 'This cannot be read.' };
  }
}

/** As people write a call: `name = value`, a line each. */
export function shownArguments(signature: Signature, input: string): string {
  return argumentsOf(signature, input)
    .map(({ name, text }) => `${name} = ${text}`)
    .join('\n');
}
