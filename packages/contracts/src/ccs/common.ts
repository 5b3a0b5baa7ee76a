import { z } from 'zod';

// The ICPC's Contest API, version 2023-06 (https://ccs-specs.icpc.io/2023-06/contest_api). What its JSON schemas ask for is said here in our own
// schemas; under test every answer is held to them, and no field may be there that they do not name.

export const CCS_VERSION = '2023-06';

/** `ID`: up to 36 letters, digits and `_.-`, not beginning with a dash or dot and not ending with a dot. */
export const ccsId = z.string().regex(/^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,34}[A-Za-z0-9_-])?$/);

/** `TIME`: a moment with its offset. */
export const ccsTime = z
  .string()
  .regex(/^[12]\d{3}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\d(\.\d{3})?([+-][01]\d(:[0-5]\d)?|Z)$/)
  .meta({ examples: ['2026-12-05T11:12:04.512Z'] });

/** `RELTIME`: a time span such as `4:59:59.999` or `-0:03:00.000`. */
export const ccsSpan = z
  .string()
  .regex(/^-?([1-9]\d*)?\d:[0-5]\d:[0-5]\d(\.\d{3})?$/)
  .meta({ examples: ['1:12:04.512'] });
export const ccsLength = z
  .string()
  .regex(/^([1-9]\d*)?\d:[0-5]\d:[0-5]\d(\.\d{3})?$/)
  .meta({ examples: ['5:00:00.000'] });

/** Seconds in whole milliseconds. */
export const ccsSeconds = z
  .number()
  .min(0)
  .refine((seconds) => Math.abs(seconds * 1_000 - Math.round(seconds * 1_000)) < 1e-6, 'is no multiple of 0.001');

export const ccsFile = z.object({
  /** Below the API's address. */
  href: z.string(),
  filename: z.string(),
  mime: z.string(),
});

export const ccsIds = z.array(ccsId).refine((ids) => new Set(ids).size === ids.length, 'has an id twice');

/** A span of milliseconds as `H:MM:SS.mmm`. */
export function spanOf(milliseconds: number): string {
  const all = Math.abs(Math.round(milliseconds));
  const two = (part: number): string => String(part).padStart(2, '0');
  const [hours, minutes, seconds] = [
    Math.floor(all / 3_600_000),
    Math.floor(all / 60_000) % 60,
    Math.floor(all / 1_000) % 60,
  ];
  return `${milliseconds < 0 && all > 0 ? '-' : ''}${hours}:${two(minutes)}:${two(seconds)}.${String(all % 1_000).padStart(3, '0')}`;
}

/** Milliseconds of a span; null for what is none. */
export function millisOf(span: string): number | null {
  const parts = /^(-?)(\d+):([0-5]\d):([0-5]\d)(?:\.(\d{3}))?$/.exec(span);
  if (parts === null) return null;
  const [, sign, hours, minutes, seconds, rest = '0'] = parts;
  const all = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(rest);
  return sign === '-' ? -all : all;
}
