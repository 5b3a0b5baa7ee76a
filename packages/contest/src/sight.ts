import type { Standing, View } from './format.ts';
import type { Hack, Participant } from './log.ts';
import type { ContestState } from './state.ts';

/** How a view looks at one participant's tries: those from `cursor` on have no verdict, those after `until` are not there. */
export type Sight = { readonly cursor: number; readonly until: number };

const EVERYTHING: Sight = { cursor: Infinity, until: Infinity };

/** Is this participant's row on the board? Virtual ones are on nobody's board but their own. */
export function isShown(view: View, { id, kind, hidden }: Participant): boolean {
  if (view.kind === 'replay' && view.for === id) return true;
  return kind !== 'virtual' && (view.kind === 'jury' || !hidden);
}

/** What a view sees of a participant's tries. */
export function sightOf(view: View, state: ContestState, participant: string): Sight {
  switch (view.kind) {
    case 'jury':
      return EVERYTHING;
    case 'public':
      return { cursor: state.publicCursor, until: Infinity };
    case 'frozen':
      return { cursor: state.frozenCursor, until: Infinity };
    case 'replay': {
      if (view.for === participant) return EVERYTHING;
      // The original is as frozen as it was, until it was over.
      const isOver = view.until >= (state.settings?.duration ?? 0);
      return { cursor: isOver ? state.publicCursor : state.frozenCursor, until: view.until };
    }
    default:
      return view satisfies never;
  }
}

export function standingOf({ kind, official, disqualified }: Participant): Standing {
  if (disqualified) return 'disqualified';
  return official && kind !== 'virtual' ? 'ranked' : 'unofficial';
}

/**
 * Whether a view sees what became of a hack: not one from the freeze on, nor one at a try whose verdict it does not see. The attacker's contest time is
 * held against the attacker's sight, the try's against that of who sent it.
 */
export function seesHack(view: View, state: ContestState, hack: Hack): boolean {
  const submission = state.submissions.get(hack.submission)?.submission;
  if (submission === undefined || submission === null) return false;
  const attacker = sightOf(view, state, hack.participant);
  const attacked = sightOf(view, state, submission.participant);
  return isKnown(attacker, hack.time) && isKnown(attacked, submission.time);
}

/** Is what happened at this contest time seen with what became of it? */
export function isKnown({ cursor, until }: Sight, time: number): boolean {
  return time < cursor && time <= until;
}
