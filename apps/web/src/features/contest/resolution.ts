import type { BoardRow } from '@docket/contracts/contest/board';

/** A step of a ceremony. Indexes count rows of the board from its top, from 0. */
export type Step =
  | {
      readonly kind: 'reveal';
      readonly participant: string;
      /** Null: what is left of a row besides its cells. */
      readonly label: string | null;
      readonly row: BoardRow;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'settled'; readonly participant: string; readonly index: number; readonly place: number | null };

/** The board after so many steps, in order. */
export function boardAfter(start: readonly BoardRow[], steps: readonly Step[], count: number): readonly BoardRow[] {
  const rows = [...start];
  for (const step of steps.slice(0, count)) {
    if (step.kind !== 'reveal') continue;
    rows.splice(step.from, 1);
    rows.splice(step.to, 0, step.row);
  }
  return rows;
}

/** Whose row is looked at after so many steps, and which problem of it comes next. */
export function focusAt(
  steps: readonly Step[],
  count: number,
): { readonly participant: string; readonly label: string | null; readonly index: number } | undefined {
  const next = steps[count];
  if (next === undefined) return undefined;
  return next.kind === 'reveal'
    ? { participant: next.participant, label: next.label, index: next.from }
    : { participant: next.participant, label: null, index: next.index };
}

/** What a step has shown, for those who hear the page. */
export function stepWords(step: Step | undefined, nameOf: (participant: string) => string): string {
  if (step === undefined) return 'The standings as they were frozen.';
  const name = nameOf(step.participant);
  if (step.kind === 'settled')
    return step.place === null ? `${name} is done.` : `${name} is done, at place ${step.place}.`;
  const moved = step.from - step.to;
  const where = moved === 0 ? 'and stays' : moved > 0 ? `and goes up ${moved}` : `and falls ${-moved}`;
  return `${name}, problem ${step.label ?? ''}: uncovered ${where}.`;
}
