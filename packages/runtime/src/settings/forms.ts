import { z } from 'zod';
import { reasonNotToListenOn } from './bad-ports.ts';
import type { Variable } from './slice.ts';

/** A port that clients reach over HTTP. */
export function port(preset: number) {
  return {
    form: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .superRefine((value, context) => {
        const reason = reasonNotToListenOn(value);
        if (reason !== undefined) context.addIssue({ code: 'custom', message: reason });
      })
      .default(preset),
    expects: `give a port from 1 to 65535, 0 for any free one, or unset it for ${preset}`,
  } satisfies Variable;
}

export function count(preset: number, what: string) {
  return {
    form: z.coerce.number().int().min(0).default(preset),
    expects: `give ${what} as a whole number, 0 or more, or unset it for ${preset}`,
  } satisfies Variable;
}

export function seconds(preset: number, least: number, what: string) {
  return {
    form: z.coerce.number().min(least).max(10_000_000).default(preset),
    expects: `give ${what} in seconds, ${least} or more, or unset it for ${preset}`,
  } satisfies Variable;
}

export function flag(what: string) {
  return {
    form: z
      .enum(['0', '1', 'true', 'false'])
      .transform((value) => value === '1' || value === 'true')
      .default(false),
    expects: `give 1 to ${what}, 0 or nothing not to`,
  } satisfies Variable;
}

export function choice<const C extends readonly [string, ...string[]]>(choices: C, preset: C[number]) {
  return {
    form: z.string().default(preset).pipe(z.enum(choices)),
    expects: `give one of ${choices.join(', ')}, or unset it for ${preset}`,
  } satisfies Variable;
}

/** Words between commas; an empty text is no word. */
export const words = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean),
);

/** Of whatever may stand behind a proxy: whose word on the caller's address is taken. */
export const trustProxy = count(0, 'the number of reverse proxies in front');

/** Where a provider is asked, in place of its own address: over TLS, for its key goes along, unless it is on this machine. Without a path. */
export function serviceOrigin(whose: string) {
  return {
    form: z
      .string()
      .regex(/^(https:\/\/[^/?#@]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?)$/)
      .optional(),
    expects: `give https:// and a host, or http:// and one of this machine, without a path, or unset it for ${whose}'s own address`,
  } satisfies Variable;
}
