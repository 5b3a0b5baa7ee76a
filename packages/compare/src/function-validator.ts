import type { Signature } from '@docket/contracts/judge/signature';
import { differenceOf, parseResult } from './function-result.ts';
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
 * @param answer canonical JSON
 */
export function createFunctionValidator(
  answer: Buffer,
  secret: string,
  compare: Signature['compare'],
): Validator & { readonly result: () => string | null } {
  const chunks: Uint8Array[] = [];
  let read: ChannelText | undefined;
  const channel = (): ChannelText => (read ??= readChannel(secret, Buffer.concat(chunks)));
  return {
    // A copy: the chunk's memory belongs to the box's stream.
    push: (chunk) => void chunks.push(Uint8Array.from(chunk)),
    end: () => judged(channel(), answer.toString().trimEnd(), compare),
    result() {
      const text = channel();
      return 'result' in text ? text.result : null;
    },
  };
}

function judged(text: ChannelText, answer: string, compare: Signature['compare']): ValidatorResult {
  if ('problem' in text) return { accepted: false, difference: null, reason: text.problem };
  // Drivers and answers are written in one way, so that most results need no more than this.
  if (text.result === answer) return { accepted: true, difference: null, reason: null };
  const found = parseResult(text.result);
  if (found === undefined)
    return { accepted: false, difference: null, reason: 'no result: what was written is not JSON' };
  const difference = differenceOf(parseResult(answer), found, compare);
  return { accepted: difference === null, difference, reason: null };
}
