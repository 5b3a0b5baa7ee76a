import { DocketError } from '@docket/contracts/errors';

/** How the default validator compares. Tolerances are null where tokens are compared as text. */
export type ValidatorFlags = {
  readonly caseSensitive: boolean;
  readonly spaceChangeSensitive: boolean;
  readonly absoluteTolerance: number | null;
  readonly relativeTolerance: number | null;
  /** Ours, beside the format's flags: how lines are compared, where tokens are not. */
  readonly lines: 'tokens' | 'exact' | 'unordered';
};

export const PLAIN_FLAGS: ValidatorFlags = {
  caseSensitive: false,
  spaceChangeSensitive: false,
  absoluteTolerance: null,
  relativeTolerance: null,
  lines: 'tokens',
};

const TOLERANCES: Readonly<Record<string, readonly ('absoluteTolerance' | 'relativeTolerance')[]>> = {
  float_tolerance: ['absoluteTolerance', 'relativeTolerance'],
  float_absolute_tolerance: ['absoluteTolerance'],
  float_relative_tolerance: ['relativeTolerance'],
};

/**
 * Reads the default validator's arguments as a package writes them. Where one is repeated, the last counts.
 * Throws `package_invalid`, naming `where` (a file), for anything else than the format's own flags.
 */
export function parseValidatorFlags(args: readonly string[], where: string): ValidatorFlags {
  const flags: { -readonly [K in keyof ValidatorFlags]: ValidatorFlags[K] } = { ...PLAIN_FLAGS };
  for (let i = 0; i < args.length; i++) {
    const flag = args[i] ?? '';
    const tolerances = Object.hasOwn(TOLERANCES, flag) ? TOLERANCES[flag] : undefined;
    if (flag === 'case_sensitive') flags.caseSensitive = true;
    else if (flag === 'space_change_sensitive') flags.spaceChangeSensitive = true;
    else if (flag === 'exact') flags.lines = 'exact';
    else if (flag === 'unordered_lines') flags.lines = 'unordered';
    else if (tolerances !== undefined) {
      const written = args[++i] ?? '';
      const epsilon = Number(written);
      if (written === '' || !Number.isFinite(epsilon) || epsilon < 0) {
        throw new DocketError(
          'package_invalid',
          `${where}: the validator flag ${flag} needs a number such as 1e-6 after it.`,
        );
      }
      for (const tolerance of tolerances) flags[tolerance] = epsilon;
    } else {
      throw new DocketError(
        'package_invalid',
        `${where}: the default validator has no flag "${flag.slice(0, 40)}". It knows case_sensitive, space_change_sensitive, ${Object.keys(TOLERANCES).join(', ')}.`,
      );
    }
  }
  return flags;
}
