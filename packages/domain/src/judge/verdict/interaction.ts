import type { RunEvidence } from '@docket/contracts/judge/evidence';
import type { CheckSays } from './check-decision.ts';
import { decideTestVerdict, type TestDecision } from './decide.ts';

const ACCEPTED = { accepted: true, difference: null, reason: null } as const;

/**
 * The verdict of an interaction. The interactor's decision, if it came first, stands whatever the program did about it; if the
 * program ended first of its own fault, that stands. `fault`: neither can be blamed on the author.
 * A program that waited in vain is blamed only if the interactor was able to decide: one that never answers is the setter's fault.
 */
export function decideInteraction(
  evidence: RunEvidence,
  says: CheckSays,
  first: 'program' | 'interactor',
  interactorStuck: boolean,
): TestDecision | 'fault' {
  const own = decideTestVerdict(evidence, ACCEPTED);
  if (first === 'program' && own.verdict !== 'AC') {
    const waited = evidence.limitHit === 'wall';
    return waited && interactorStuck ? 'fault' : own;
  }
  switch (says.decision) {
    case 'fault':
      return 'fault';
    case 'wrong':
      return { verdict: 'WA', reason: says.reason };
    case 'accepted':
      return { verdict: 'AC', reason: null };
    default:
      return says.decision satisfies never;
  }
}
