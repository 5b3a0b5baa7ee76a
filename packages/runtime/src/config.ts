import { ConfigError, readVariable, type SettingsOfAll, type Slice } from './settings/slice.ts';

export { ConfigError } from './settings/slice.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings of some areas. The one place that touches `process.env`; what is not asked for is not read.
 * @param env defaults to the process's environment; empty strings count as unset.
 * @throws ConfigError naming each variable that is missing or wrong, with what it must be.
 */
export function loadConfig<const S extends readonly Slice<unknown>[]>(
  slices: S,
  env: Environment = process.env,
): SettingsOfAll<S> {
  const complaints = new Set<string>();
  const settled: unknown[] = [];
  for (const { variables, settle } of slices) {
    const values: Record<string, unknown> = {};
    let right = true;
    for (const [name, variable] of Object.entries(variables)) {
      const given = env[name] === '' ? undefined : env[name];
      const read = readVariable(name, variable, given);
      if ('value' in read) values[name] = read.value;
      else {
        right = false;
        complaints.add(read.complaint);
      }
    }
    if (!right) continue;
    try {
      settled.push(settle(values));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      for (const line of error.lines) complaints.add(line);
    }
  }
  if (complaints.size > 0) throw new ConfigError([...complaints]);
  return merged<S>(settled);
}

/** Each slice gave what its type says, so together they are what the types say together. */
function merged<S extends readonly Slice<unknown>[]>(settled: readonly unknown[]): SettingsOfAll<S> {
  return Object.assign({}, ...settled) as SettingsOfAll<S>;
}
