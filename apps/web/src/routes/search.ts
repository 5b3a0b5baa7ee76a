/** Reading an address never fails: what it does not know it leaves out. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function oneOf<const T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((option) => option === value);
}

export function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter(
    (item): item is string => typeof item === 'string' && item !== '',
  );
}

export function isoDate(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
}

/** Plain text in addresses (?q=two+sum), not JSON: they are read and typed by people. */
export function parseSearch(search: string): Record<string, string | string[]> {
  const parsed: Record<string, string | string[]> = {};
  for (const [key, value] of new URLSearchParams(search)) {
    const held = parsed[key];
    parsed[key] = held === undefined ? value : [...(Array.isArray(held) ? held : [held]), value];
  }
  return parsed;
}

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value])
      if (item !== undefined && item !== null && item !== '') params.append(key, String(item));
  }
  const result = params.toString();
  return result === '' ? '' : `?${result}`;
}
