import { resultTypeOf, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import { differenceOf, parseResult, type Nearness } from './function-result.ts';
import type { Validator, ValidatorResult } from './validator.ts';

/** What came through the channel of a function's program, read. */
type ChannelText = { readonly result: string } | { readonly problem: string };

/** The result in what a driver wrote: the run's secret, a space, JSON and a line feed, and nothing before or behind. */
export function readChannel(secret: string, written: Uint8Array): ChannelText {
  if (written.length === 0) return { problem: 'no result: the program ended before the function returned' };
  const text = new TextDecoder().decode(written);
  const framed = text.startsWith(`${secret} `) && text.endsWith('\n') && text.indexOf('\n') === text.length - 1;
  if (!framed) return { problem: 'no result: something else was written where the result goes' };
  return { result: text.slice(secret.length + 1, -1) };
}

/**
 * Judges what a function returned, as JSON and not as text. Keeps what comes, which is bounded by the output limit.
 * @param answer canonical JSON; empty where it is not known
 * @param input the case's, canonical: which calls of a class return floats is in it
 */
export function createFunctionValidator(
  answer: Buffer,
  secret: string,
  signature: Signature,
  input: Uint8Array,
): Validator & { readonly result: () => string | null } {
  const chunks: Uint8Array[] = [];
  let read: ChannelText | undefined;
  const channel = (): ChannelText => (read ??= readChannel(secret, Buffer.concat(chunks)));
  return {
    // A copy: the chunk's memory belongs to the box's stream.
    push: (chunk) => void chunks.push(Uint8Array.from(chunk)),
    end: () => judged(channel(), answer.toString().trimEnd(), signature, input),
    result() {
      const text = channel();
      return 'result' in text ? text.result : null;
    },
  };
}

/** Far more than any way to write the same value takes; a longer one is not looked into. */
const LONGER_TIMES = 32;
const LONGER_BYTES = 64 * 1024;

function judged(text: ChannelText, answer: string, signature: Signature, input: Uint8Array): ValidatorResult {
  if ('problem' in text) return { accepted: false, difference: null, reason: text.problem };
  // Drivers and answers are written in one way, so that most results need no more than this.
  if (text.result === answer) return { accepted: true, difference: null, reason: null };
  if (answer !== '' && text.result.length > LONGER_TIMES * answer.length + LONGER_BYTES)
    return { accepted: false, difference: null, reason: 'the result is far longer than the answer' };
  const found = parseResult(text.result);
  if (found === undefined)
    return { accepted: false, difference: null, reason: 'no result: what was written is not JSON of a result' };
  const difference = differenceOf(parseResult(answer), found, signature.compare.order, nearnessOf(signature, input));
  return { accepted: difference === null, difference, reason: null };
}

function nearnessOf(signature: Signature, input: Uint8Array): Nearness | readonly Nearness[] {
  const of = (type: ValueType | null): Nearness => {
    const float = type?.base === 'float';
    return { float, tolerance: float ? signature.compare.tolerance : null };
  };
  if (signature.kind === 'function') return of(resultTypeOf(signature));
  const [names = '[]'] = Buffer.from(input).toString().split('\n', 1);
  const called: unknown = JSON.parse(names);
  const returns = new Map<unknown, ValueType | null>(signature.methods.map((method) => [method.name, method.returns]));
  return Array.isArray(called) ? called.map((name, index) => of(index === 0 ? null : (returns.get(name) ?? null))) : [];
}
