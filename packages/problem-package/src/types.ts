import type { Difficulty, JudgingKind } from '@docket/contracts/http/problem';
import type { TestVerdict } from '@docket/contracts/judge/verdict';
import type { Signature } from '@docket/contracts/judge/signature';
import type { FeedbackPolicy } from './feedback.ts';
import type { PackageMaterial } from './material.ts';

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

/** How older packages make a group's verdict of those in it ("Default Grader Specification" of the legacy format). */
export const graderVerdicts = ['worst_error', 'first_error', 'always_accept'] as const;
export type Grader = {
  readonly verdict: (typeof graderVerdicts)[number];
  /** One accepted test or subgroup is enough. */
  readonly anyAccepted: boolean;
  /** Of `data/` alone: what `secret` makes is all there is. */
  readonly ignoreSample: boolean;
};

export const aggregations = ['sum', 'min', 'max', 'avg', 'pass-fail'] as const;

/**
 * A group of tests that makes points: a folder below `data/`. Both versions of the format are brought into this shape.
 * Sums and the like are over its subgroups and the tests that lie in it directly.
 */
export type ScoreGroup = {
  /** Path below `data/`, such as `secret/group1`; empty for all of `data/`. */
  readonly path: string;
  /** `pass-fail`: the most if every test below it is accepted, otherwise nothing. `max` and `avg` are of older packages. */
  readonly aggregation: (typeof aggregations)[number];
  /** Of older packages. Where there is none, a group is accepted when all below it is. */
  readonly grader?: Grader | undefined;
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
  /** What is put beside submissions before they are compiled. */
  readonly include: readonly IncludedFiles[];
  /** What authors may see; left out where the setter says nothing. */
  readonly feedback?: FeedbackPolicy;
  /** Of a function problem: what is called, and with what it is run to say what is expected of an own case. */
  readonly function?: FunctionJudging;
};

/** A solution of the package's that is right, as it would be submitted. Nobody but the judge reads it. */
export type ModelSolution = {
  readonly language: string;
  readonly files: readonly { readonly name: string; readonly content: string }[];
};

export type FunctionJudging = {
  readonly signature: Signature;
  /** The one to use first comes first. */
  readonly models: readonly ModelSolution[];
};

/** Files for the submissions in a language, by its code in the format's table; `default`: for those that have none of their own. */
export type IncludedFiles = {
  readonly code: string;
  readonly files: readonly { readonly name: string; readonly content: string }[];
};

/** The statement in one language. At least one of text and PDF is there. */
export type PackageStatement = {
  /** Such as `en` or `pt-BR`. */
  readonly language: string;
  /** The problem's name in it; null where only the package's is known. */
  readonly name: string | null;
  /** Markdown with $TeX$, without the samples. Pictures are named by their path in the package. */
  readonly markdown: string | null;
  /** Name of a file of the package. */
  readonly pdf: string | null;
};

/** A file that everybody may have who may read the statement. */
export type PackageFile = {
  /** Path in the package, such as `statement/graph.png`. */
  readonly name: string;
  readonly kind: 'statement' | 'attachment';
  readonly mediaType: string;
  readonly bytes: Uint8Array;
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
  /** What the submission gets on its command line; null: nothing. */
  readonly args: readonly string[] | null;
};

/** A conversation that the statement shows in place of the input and answer of the sample of its name, or beside the samples. */
export type PackageInteraction = {
  /** Path below `data/` without its ending, such as `sample/1`. */
  readonly name: string;
  /** What is said in each pass, line by line; one pass unless the problem is multi-pass. */
  readonly passes: readonly (readonly { readonly speaker: 'judge' | 'program'; readonly text: string }[])[];
};

/** What a statement shows in place of a sample's files, or of no test's. */
export type PackageShownSample = {
  /** Path below `data/` without its ending, such as `sample/1`. */
  readonly name: string;
  /** Null: as in the file of the sample. */
  readonly input: string | null;
  readonly answer: string | null;
};

/** A problem package, read and checked. All text is as the setter wrote it and must be treated as untrusted. */
export type ProblemPackage = {
  readonly format: PackageFormat;
  /** Lower case letters, digits and dashes, 1 to 64 characters. */
  readonly slug: string;
  readonly name: string;
  readonly uuid: string | null;
  /** That of the first statement: Markdown with $TeX$, without the samples, which are shown from the tests. Empty where it has no text. */
  readonly statement: string;
  /** In all languages, the one to begin with first. */
  readonly statements: readonly PackageStatement[];
  /** Pictures, PDFs and attachments. */
  readonly files: readonly PackageFile[];
  readonly author: string | null;
  readonly source: string | null;
  readonly license: string | null;
  readonly difficulty: Difficulty;
  readonly tags: readonly string[];
  readonly limits: PackageLimits;
  /** Ids of the only languages that may be submitted; null: all. */
  readonly languages: readonly string[] | null;
  /** It must not be published before. */
  readonly embargoUntil: Date | null;
  /** What samples hold is the judge's own, and only their conversations are shown: of interactive problems in older packages. */
  readonly hidesSamples: boolean;
  readonly judging: Judging;
  readonly tests: readonly PackageTest[];
  readonly interactions: readonly PackageInteraction[];
  readonly shownSamples: readonly PackageShownSample[];
  readonly submissions: readonly PackageSubmission[];
  /** For its setters: no part of what is judged or shown. */
  readonly material: PackageMaterial;
  /** What was left out or guessed, one sentence each, for the setter. */
  readonly warnings: readonly string[];
};

/** What the author of a sample submission promises. `CE` belongs to the submission, the rest to its worst test. */
export type ExpectedVerdict = Exclude<TestVerdict, 'IE'> | 'CE';

/** Something that is promised of a sample submission. */
export type Expectation = {
  /** Who promises it, such as `the folder wrong_answer`. */
  readonly by: string;
  /** Of which tests or groups below `data/`, as a pattern; null: of all. */
  readonly tests: string | null;
  /** Each of the tests has one of these verdicts; null: any. */
  readonly permitted: readonly ExpectedVerdict[] | null;
  /** At least one of the tests has one of these; null: none need. */
  readonly required: readonly ExpectedVerdict[] | null;
  /** The least and the most points. */
  readonly score: readonly [number, number] | null;
  /** What the check program's `judgemessage.txt` holds on at least one of the tests. */
  readonly message: string | null;
  /** Accepted by the package's own rules, for less than all points. */
  readonly partial: boolean;
};

/** A sample submission of the package. Judging does not need it; an import has it tried. */
export type PackageSubmission = {
  /** Such as `submissions/accepted/sum.py`. */
  readonly path: string;
  /** The verdict that its folder is named after; null where that is none or several. */
  readonly expected: ExpectedVerdict | null;
  /** All of this must hold. */
  readonly expects: readonly Expectation[];
  /** Language id such as `cpp17`; null when the ending says nothing. */
  readonly language: string | null;
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
