import { checked, decodeValue, encodeValue, parseExact, ValueFault, type FunctionValue } from './function-value.ts';
import { resultTypeOf, type Method, type Parameter, type Signature } from './signature.ts';

/** A case that does not fit the signature: which line of it, from 1, and what is wrong. */
export class CaseFault extends Error {
  readonly line: number;
  constructor(line: number, what: string) {
    super(what);
    this.name = 'CaseFault';
    this.line = line;
  }
}

/** The names of a case's lines: the parameters of a function; the calls of a class and their arguments. */
export function lineNames({ kind, parameters }: Signature): readonly string[] {
  return kind === 'class' ? ['calls', 'arguments'] : parameters.map(({ name }) => name);
}

/**
 * A case as drivers read it: one JSON value a line, without white space, each line ended. For a class the first line names what is called,
 * its constructor first, and the second has the arguments of each call.
 * @throws CaseFault
 */
export function canonicalInput(signature: Signature, text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  const names = lineNames(signature);
  if (lines.length !== names.length)
    throw new CaseFault(
      Math.min(lines.length, names.length) + 1,
      `${lines.length} lines, but there is one for each of ${names.length === 0 ? 'no arguments' : names.join(', ')}`,
    );
  const values =
    signature.kind === 'class'
      ? callsOf(signature, lines)
      : signature.parameters.map(({ name, type }, index) =>
          at(index + 1, name, () => decodeValue(type, lines[index] ?? '')),
        );
  return values.map((value) => `${encodeValue(value)}\n`).join('');
}

function at<Value>(line: number, name: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof ValueFault)
      throw new CaseFault(line, `${name}${error.path === '' ? ': ' : ''}${error.message}`);
    throw error;
  }
}

/** Names and arguments of the calls of a class. */
function callsOf(signature: Signature, lines: readonly string[]): readonly FunctionValue[] {
  const [first = '', second = ''] = lines;
  const names = at(1, 'calls', () => decodeValue({ base: 'string', dimensions: 1 }, first));
  const given = at(2, 'arguments', () => parseExact(second));
  if (!Array.isArray(names) || names[0] !== signature.name)
    throw new CaseFault(1, `calls: the first is the constructor, "${signature.name}"`);
  if (!Array.isArray(given) || given.length !== names.length)
    throw new CaseFault(2, `arguments: there must be an array for each of the ${names.length} calls`);
  const values = given.map((own: unknown, index) => {
    const name = String(names[index]);
    const parameters = index === 0 ? signature.parameters : methodOf(signature, name, index).parameters;
    return argumentsOf(parameters, own, `arguments[${index}] (${name})`);
  });
  return [names, values];
}

function methodOf(signature: Signature, name: string, index: number): Method {
  const found = signature.methods.find((method) => method.name === name);
  if (found !== undefined) return found;
  throw new CaseFault(
    1,
    `calls[${index}]: ${signature.name} has no method ${name}; it has ${signature.methods.map((method) => method.name).join(', ')}`,
  );
}

function argumentsOf(parameters: readonly Parameter[], given: unknown, path: string): readonly FunctionValue[] {
  if (!Array.isArray(given) || given.length !== parameters.length)
    throw new CaseFault(2, `${path}: there must be ${parameters.length} arguments in an array`);
  return parameters.map(({ name, type }, index) => at(2, `${path}.${name}`, () => checked(type, given[index], '')));
}

/** The answer of a case in the one way to write it. @param input the case's, canonical. @throws CaseFault */
export function canonicalAnswer(signature: Signature, input: string, text: string): string {
  const type = resultTypeOf(signature);
  if (type !== null) return `${encodeValue(at(1, 'the answer', () => decodeValue(type, text.trim())))}\n`;
  const [first = ''] = input.split('\n');
  const names = at(1, 'calls', () => decodeValue({ base: 'string', dimensions: 1 }, first));
  const given = at(1, 'the answer', () => parseExact(text));
  if (!Array.isArray(names) || !Array.isArray(given) || given.length !== names.length)
    throw new CaseFault(1, 'the answer is an array with what each call returns, null for the constructor');
  const values = given.map((one: unknown, index): FunctionValue => {
    const name = String(names[index]);
    const returns = index === 0 ? null : methodOf(signature, name, index).returns;
    if (returns !== null) return at(1, `the answer[${index}] (${name})`, () => checked(returns, one, ''));
    if (one !== null) throw new CaseFault(1, `the answer[${index}] (${name}): it returns nothing, which is null`);
    return null;
  });
  return `${encodeValue(values)}\n`;
}
