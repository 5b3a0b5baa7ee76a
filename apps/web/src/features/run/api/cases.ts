import { localValue } from '../../../lib/local-value.ts';

/** A person's own input. `id` outlives renames. */
export type OwnCase = { readonly id: string; readonly name: string; readonly input: string };

/** Own inputs are kept on this device, by person and problem: on a shared one they are shown to nobody else. */
export function ownCases(owner: string, problemId: string) {
  return localValue(`docket.cases.${owner}.${problemId}`, readCases);
}

function readCases(stored: unknown): readonly OwnCase[] | undefined {
  if (!Array.isArray(stored)) return undefined;
  return stored.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const { id, name, input } = item as Partial<Record<keyof OwnCase, unknown>>;
    return typeof id === 'string' && typeof name === 'string' && typeof input === 'string' ? [{ id, name, input }] : [];
  });
}
