import { newId } from '@docket/runtime/id';
import { teamsOf, type Entry } from './read.ts';

/** An address of an earlier roster, and who has it. */
export type Known = {
  readonly email: string;
  /** As on that roster, in small letters. */
  readonly person: string;
  readonly participantId: string;
  readonly kind: 'individual' | 'team' | 'virtual';
  /** Of the participant, in small letters. */
  readonly name: string;
  /** The same as it is written. */
  readonly called: string;
  readonly institution: string | null;
  /** An account has the address, confirmed. */
  readonly claimed: boolean;
  /** What they did, or their clock, is of this participant for good. */
  readonly bound: boolean;
};

type Assigned = {
  /** The participant of each, by an id that is there or a new one. */
  readonly idOf: ReadonlyMap<Entry, string>;
  /** By entry the address that it takes the place of. */
  readonly corrects: ReadonlyMap<Entry, string>;
  /** Those who would become somebody else's, with who they are. */
  readonly bound: readonly { readonly entry: Entry; readonly as: string }[];
};

const small = (text: string | null) => text?.toLowerCase() ?? null;

/**
 * Who of a roster is which participant. Somebody is known by their address; by name, where exactly one address that nobody has claimed stood beside the same
 * name, institution and team and is not on the roster any more: then it was a slip, and this is the right one. A team is known by its name, or, where all that were in it are here, by
 * its members: then it is called otherwise now.
 */
export function assign(entries: readonly Entry[], known: readonly Known[]): Assigned {
  const byEmail = new Map(known.map((each) => [each.email, each]));
  const here = new Set(entries.map(({ email }) => email));
  const open = known.filter((each) => !each.claimed && !here.has(each.email));
  const before = new Map<Entry, Known>();
  const corrects = new Map<Entry, string>();
  const isThem = (entry: Entry, each: Known) =>
    each.person === small(entry.name) &&
    (entry.team === null
      ? each.kind === 'individual' && each.institution === small(entry.institution)
      : each.kind === 'team' && each.name === small(entry.team));
  for (const entry of entries) {
    const same = byEmail.get(entry.email);
    if (same !== undefined) {
      before.set(entry, same);
      continue;
    }
    const [slip, ...others] = open.filter((each) => isThem(entry, each));
    const twins = entries.filter((other) => !byEmail.has(other.email) && slip !== undefined && isThem(other, slip));
    if (slip === undefined || others.length > 0 || twins.length > 1) continue;
    before.set(entry, slip);
    corrects.set(entry, slip.email);
  }
  const idOf = new Map<Entry, string>();
  for (const entry of entries) {
    const was = before.get(entry);
    if (entry.team === null) idOf.set(entry, was?.kind === 'individual' ? was.participantId : newId());
  }
  for (const [members, id] of teamIds(entries, known, before, corrects))
    for (const entry of members) idOf.set(entry, id);
  const bound = entries.flatMap((entry) => {
    const was = before.get(entry);
    return was?.bound === true && idOf.get(entry) !== was.participantId ? [{ entry, as: was.called }] : [];
  });
  return { idOf, corrects, bound };
}

function teamIds(
  entries: readonly Entry[],
  known: readonly Known[],
  before: ReadonlyMap<Entry, Known>,
  corrects: ReadonlyMap<Entry, string>,
): [readonly Entry[], string][] {
  const teams = teamsOf(entries);
  const byName = new Map(known.filter(({ kind }) => kind === 'team').map((each) => [each.name, each.participantId]));
  const taken = new Set([...teams.keys()].flatMap((name) => byName.get(name) ?? []));
  const present = new Set([...entries.map(({ email }) => email), ...corrects.values()]);
  return [...teams].map(([name, members]) => {
    const named = byName.get(name);
    if (named !== undefined) return [members, named];
    const ids = members.flatMap((entry) => {
      const was = before.get(entry);
      return was?.kind === 'team' && !taken.has(was.participantId) ? [was.participantId] : [];
    });
    const renamed = [...new Set(ids)].find((id) =>
      known.every((each) => each.participantId !== id || present.has(each.email)),
    );
    if (renamed === undefined) return [members, newId()];
    taken.add(renamed);
    return [members, renamed];
  });
}
