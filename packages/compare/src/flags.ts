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

/** Flags that stand alone, and what each sets. */
const SWITCHES: Readonly<Record<string, Partial<ValidatorFlags>>> = {
  case_sensitive: { caseSensitive: true },
  space_change_sensitive: { spaceChangeSensitive: true },
  exact: { lines: 'exact' },
  unordered_lines: { lines: 'unordered' },
};

/** Flags with a number after them, and what it is. */
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
    if (Object.hasOwn(SWITCHES, flag)) Object.assign(flags, SWITCHES[flag]);
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
        `${where}: the default validator has no flag "${flag.slice(0, 40)}". It knows ${[...Object.keys(SWITCHES), ...Object.keys(TOLERANCES)].join(', ')}.`,
      );
    }
  }
  return flags;
}
