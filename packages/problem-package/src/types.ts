import type { Difficulty, JudgingKind } from '@docket/contracts/http/problem';
import type { TestVerdict } from '@docket/contracts/judge/verdict';
import type { FeedbackPolicy } from './feedback.ts';

/** Format versions that are read. Everything before `problem_format_version` existed counts as `legacy`. */
export const packageFormats = ['legacy', 'legacy-icpc', '2023-07-draft', '2025-09'] as const;
export type PackageFormat = (typeof packageFormats)[number];

/** Limits of one run. Milliseconds and bytes, whatever units the package used. */
export type PackageLimits = {
  readonly cpuMs: number;
  readonly memoryBytes: number;
  readonly outputBytes: number;
  /** Size of the submitted source. */
  readonly codeBytes: number;
};

/** A program of the package that decides over outputs, or talks to what it judges. Sources as the setter wrote them. */
export type CheckProgram = {
  /** Where it lies in the package, such as `output_validator/check.cpp`: what messages about it name. */
  readonly path: string;
  /** Language id such as `cpp17`. */
  readonly language: string;
  readonly files: readonly { readonly name: string; readonly content: string }[];
};

/**
 * How a program of the package is called and answers. `kattis`: input, answer and feedback folder as arguments, exit
 * status 42 or 43. `testlib`: input, output and answer as arguments, exit status 0, 1, 2, 3 or 7.
 */
export const checkProtocols = ['kattis', 'testlib'] as const;
export type CheckProtocol = (typeof checkProtocols)[number];

/** What decides over an output. Every `switch` over `kind` that misses one fails to compile. */
export type OutputCheck =
  | {
      /** The format's own token comparison; `flags` as a package writes them, such as `['float_tolerance', '1e-6']`. */
      readonly kind: 'default';
      readonly flags: readonly string[];
    }
  | {
      readonly kind: 'custom';
      /** Further arguments, where no group or test has its own. */
      readonly flags: readonly string[];
      readonly protocol: CheckProtocol;
      readonly program: CheckProgram;
    };

/**
 * A group of tests that makes points: a folder below `data/`. Both versions of the format are brought into this shape.
 * Sums and smallest values are over its subgroups and the tests that lie in it directly.
 */
export type ScoreGroup = {
  /** Path below `data/`, such as `secret/group1`; empty for all of `data/`. */
  readonly path: string;
  /** `pass-fail`: the most if every test below it is accepted, otherwise nothing. */
  readonly aggregation: 'sum' | 'min' | 'pass-fail';
  /** The most it can make; null when there is no bound. More than that is the setter's mistake. */
  readonly maxScore: number | null;
  /** What an accepted test in it is worth when the check program says nothing; null: it must say. */
  readonly testScore: number | null;
  /** The most the check program may give one test; null: no bound but the group's. */
  readonly testMax: number | null;
  /** What a test that fails is worth. */
  readonly rejectScore: number;
  /** Groups or tests that must be accepted whole before this group is judged; they come earlier. */
  readonly requires: readonly string[];
  /** After the first failure below it, nothing more of it is judged. */
  readonly stopAtFailure: boolean;
};

/** How results of tests make a verdict, and in scoring problems a score. */
export type Judging = {
  readonly kind: JudgingKind;
  readonly check: OutputCheck;
  /** The check program talks to the submission while it runs. */
  readonly interactive: boolean;
  /** How often a submission may be run on one test; 1 unless the problem is multi-pass. */
  readonly passes: number;
  /** Groups that make the score, each after the one it is part of; empty in pass-fail problems. */
  readonly groups: readonly ScoreGroup[];
  /** What authors may see; left out where the setter says nothing. */
  readonly feedback?: FeedbackPolicy;
};

export type PackageTest = {
  /** From 1, in the order of judging: samples first, then secret, each by path. */
  readonly ordinal: number;
  /** Path below `data/` without its ending, such as `secret/group1/02`. Unique in the package. */
  readonly name: string;
  readonly group: 'sample' | 'secret';
  readonly input: Uint8Array;
  readonly answer: Uint8Array;
  /** Flags of this test where its group asks for other ones than the package; null means the package's. */
  readonly validatorFlags: readonly string[] | null;
};

/** A problem package, read and checked. All text is as the setter wrote it and must be treated as untrusted. */
export type ProblemPackage = {
  readonly format: PackageFormat;
  /** Lower case letters, digits and dashes, 1 to 64 characters. */
  readonly slug: string;
  readonly name: string;
  readonly uuid: string | null;
  /** Markdown with $TeX$, without the samples: those are shown from the tests. */
  readonly statement: string;
  readonly author: string | null;
  readonly source: string | null;
  readonly license: string | null;
  readonly difficulty: Difficulty;
  readonly tags: readonly string[];
  readonly limits: PackageLimits;
  readonly judging: Judging;
  readonly tests: readonly PackageTest[];
  readonly submissions: readonly PackageSubmission[];
  /** What was left out or guessed, one sentence each, for the setter. */
  readonly warnings: readonly string[];
};

/** What the author of a sample submission promises. `CE` belongs to the submission, the rest to its worst test. */
export type ExpectedVerdict = Exclude<TestVerdict, 'IE'> | 'CE';

/** A sample submission of the package. Judging does not need it; an import has it tried. */
export type PackageSubmission = {
  /** Such as `submissions/accepted/sum.py`. */
  readonly path: string;
  readonly expected: ExpectedVerdict;
  /** Language id such as `cpp17`; null when the ending says nothing. */
  readonly language: string | null;
  /** What submissions.yaml promises in a scoring problem: lowest and highest score. */
  readonly score: readonly [number, number] | null;
  readonly files: readonly { readonly name: string; readonly content: string }[];
};

/** Bounds of what one package may cost to read. Sizes in bytes. */
export type PackageCaps = {
  /** Entries, folders included, counted before anything is read. */
  readonly files: number;
  /** All files unpacked together. */
  readonly totalBytes: number;
  readonly fileBytes: number;
  /** Unpacked bytes per packed byte, once more than `ratioFreeBytes` were unpacked. */
  readonly ratio: number;
  readonly ratioFreeBytes: number;
};

/** More tests than this in one problem are refused: every submission runs all of them. */
export const MAX_TESTS = 1000;

export const DEFAULT_PACKAGE_CAPS: PackageCaps = {
  files: 10_000,
  totalBytes: 256 * 1024 * 1024,
  fileBytes: 64 * 1024 * 1024,
  ratio: 200,
  ratioFreeBytes: 32 * 1024 * 1024,
};
