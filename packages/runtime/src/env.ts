/** The environment this process was given, for programs that hand it on to children. Values for ourselves come from `loadConfig`. */
export function inheritedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
