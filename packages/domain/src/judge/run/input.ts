import { z } from 'zod';

/** What a case may be held to where it comes with limits of its own; times in ms on a host of the usual speed, sizes in bytes. */
const chosenLimits = z.object({
  cpuMs: z.number(),
  wallMs: z.number(),
  memoryBytes: z.number(),
  outputBytes: z.number(),
  processes: z.int(),
});

/** An own input of a run: the text alone, or with what else the program is given and held to. */
export const runInput = z.union([
  z.string(),
  z.object({
    stdin: z.string(),
    args: z.array(z.string()).optional(),
    /** What is to be printed, but for white space at the ends of lines and of the output. */
    expected: z.string().optional(),
    /** What goes to standard error comes where it is written among what goes to standard output, and counts as that. */
    merge: z.boolean().optional(),
    /** Of the whole run; those of its first input count. */
    limits: chosenLimits.optional(),
    /** How it was asked for, for whoever answers in the same words. */
    asked: z.unknown().optional(),
  }),
]);
export type RunInput = z.infer<typeof runInput>;

export function stdinOf(input: RunInput): string {
  return typeof input === 'string' ? input : input.stdin;
}

/** What is kept of an input that may be long. */
export function textsOf(input: RunInput): readonly string[] {
  if (typeof input === 'string') return [input];
  return input.expected === undefined ? [input.stdin] : [input.stdin, input.expected];
}
