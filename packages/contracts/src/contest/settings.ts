import { z } from 'zod';
import { timestamp } from '../http/route.ts';
import { timeZone } from '../lists.ts';

/** `DRAFT`: the jury's alone. `LISTED`: in lists. `LINK`: for whoever knows the address. */
export const contestVisibilities = ['DRAFT', 'LISTED', 'LINK'] as const;
export const contestVisibility = z.enum(contestVisibilities);
export type ContestVisibility = z.infer<typeof contestVisibility>;

/** Who takes part: anybody; whom the jury lets in; who has the code; who is on the roster. */
export const registrationKinds = ['open', 'approval', 'invitation', 'roster'] as const;
export const registrationKind = z.enum(registrationKinds);
export type RegistrationKind = z.infer<typeof registrationKind>;

/** Who may see and solve the problems when the contest is over. */
export const upsolvingKinds = ['nobody', 'participants', 'everybody'] as const;
export const upsolvingKind = z.enum(upsolvingKinds);

/** `over`: time is up, and results may still change; `final`: they do not. */
export const contestPhases = ['coming', 'running', 'over', 'final'] as const;
export const contestPhase = z.enum(contestPhases);
export type ContestPhase = z.infer<typeof contestPhase>;

export const contestSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'use up to 64 small letters, digits and dashes, beginning with a letter or digit')
  // Looks like an id.
  .refine((slug) => !z.uuid().safeParse(slug).success, 'must not look like an id');

/** What a format is set to; `docs/contests.md` lists what each takes. */
export const formatOptions = z.record(
  z.string().max(40),
  z.union([z.number(), z.boolean(), z.string().max(100), z.null()]),
);

const minutes = z
  .int()
  .min(1)
  .max(60 * 24 * 60);

/** All that the jury sets of a contest but its problems and people. */
export const contestFields = {
  title: z.string().trim().min(1, 'must not be empty').max(200),
  slug: contestSlug,
  /** Markdown. */
  description: z.string().max(20_000),
  /** A way to count places: `icpc`, `ioi`, `leetcode`, `codeforces`, `atcoder` or `homework`. */
  format: z.string().min(1).max(40),
  options: formatOptions,
  startsAt: timestamp,
  endsAt: timestamp,
  /** Where it is held, by the IANA's names: its times are told as they are there, too. Null: nowhere in particular. */
  timeZone: timeZone.nullable(),
  /** From here on the public board shows tries and no verdicts; null: it does not freeze. */
  freezesAt: timestamp.nullable(),
  /** Everybody begins when they like between start and end, and has so long; null: from start to end for all. */
  durationMinutes: minutes.nullable(),
  registration: registrationKind,
  /** What `invitation` asks for. */
  invitationCode: z.string().trim().min(4).max(64).nullable(),
  /** Members of a team at most; 1: everybody for oneself. */
  teamSize: z.int().min(1).max(10),
  rated: z.boolean(),
  /** May it be played afterwards, beside those who were there? */
  virtual: z.boolean(),
  upsolving: upsolvingKind,
  /** Ids of the only languages that are taken; null: those that the problems take. */
  languages: z.array(z.string().min(1).max(40)).min(1).max(100).nullable(),
  /** What the jury answers again and again. */
  cannedAnswers: z.array(z.string().trim().min(1).max(2_000)).max(50),
} as const;

export const problemLabel = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{0,3}$/, 'use a capital letter, and up to three letters or digits after it, such as A or C1');

export const contestProblemSetting = z.object({
  label: problemLabel,
  /** Id or slug. */
  problemId: z.string().min(1).max(100),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'use a colour such as #1f77b4')
    .nullable()
    .default(null),
  /** What a whole solution is worth; null: what the format takes. */
  points: z.number().min(0).max(1_000_000).nullable().default(null),
});
