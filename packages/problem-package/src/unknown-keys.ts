import type { YamlMap } from './yaml-map.ts';

/** What a map may hold: null for a value of its own kind, another such table for a map within. */
export type Known = { readonly [key: string]: Known | null };

/** Reports keys that a table does not know, which are mostly typing mistakes. A value of another kind than a map has no keys. */
export function warnUnknown(yaml: YamlMap, known: Known, warn: (text: string) => void, prefix = ''): void {
  for (const key of yaml.keys()) {
    const inner = Object.hasOwn(known, key) ? known[key] : undefined;
    if (inner === undefined)
      warn(`${yaml.path}: ${prefix}${key.slice(0, 40)} is not a key of the format and was left out.`);
    else if (inner !== null) for (const one of mapsAt(yaml, key)) warnUnknown(one, inner, warn, `${prefix}${key}.`);
  }
}

/** The map under a key, or the maps in the list there. */
function mapsAt(yaml: YamlMap, key: string): readonly YamlMap[] {
  const value = yaml.get(key);
  if (Array.isArray(value)) return yaml.maps(key);
  return typeof value === 'object' ? [yaml.map(key)].filter((one) => one !== null) : [];
}

const PERSON: Known = { name: null, email: null, orcid: null, kattis: null };

/** problem.yaml of all versions of the format. */
export const PROBLEM_KEYS: Known = {
  problem_format_version: null,
  type: null,
  // A map of languages.
  name: null,
  uuid: null,
  version: null,
  credits: {
    authors: PERSON,
    contributors: PERSON,
    testers: PERSON,
    // A map of languages.
    translators: null,
    packagers: PERSON,
    acknowledgements: PERSON,
  },
  author: null,
  source: { name: null, url: null },
  source_url: null,
  license: null,
  rights_owner: null,
  embargo_until: null,
  limits: {
    time_limit: null,
    time_multipliers: { ac_to_time_limit: null, time_limit_to_tle: null },
    time_resolution: null,
    time_multiplier: null,
    time_safety_margin: null,
    memory: null,
    output: null,
    code: null,
    compilation_time: null,
    compilation_memory: null,
    validation_time: null,
    validation_memory: null,
    validation_output: null,
    validation_passes: null,
  },
  validation: null,
  validator_flags: null,
  grading: {
    objective: null,
    show_test_data_groups: null,
    accept_score: null,
    reject_score: null,
    range: null,
    on_reject: null,
  },
  keywords: null,
  languages: null,
  allow_file_writing: null,
  constants: null,
};

/** A test's own configuration. */
export const TEST_KEYS: Known = {
  args: null,
  input_validator_args: null,
  output_validator_args: null,
  output_validator_flags: null,
  input_visualizer_args: null,
  output_visualizer_args: null,
  full_feedback: null,
  hint: null,
  description: null,
};

/** `test_group.yaml`; the last is of drafts. */
export const GROUP_KEYS: Known = {
  ...TEST_KEYS,
  max_score: null,
  score_aggregation: null,
  static_validation_score: null,
  static_validator_args: null,
  require_pass: null,
  scoring: { score: null, aggregation: null, require_pass: null },
};

/** `testdata.yaml` of older packages. */
export const LEGACY_GROUP_KEYS: Known = {
  on_reject: null,
  grading: null,
  grader_flags: null,
  input_validator_flags: null,
  output_validator_flags: null,
  output_validator_args: null,
  accept_score: null,
  reject_score: null,
  range: null,
};
