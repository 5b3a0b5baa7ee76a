import type { ContestSummary } from '@docket/contracts/http/contest';
import { Badge } from '../../../ui/badge.tsx';
import { MINE_WORDS, PHASE_WORDS } from '../contest-words.ts';

export function PhaseBadge({ phase }: Pick<ContestSummary, 'phase'>) {
  const { label, tone } = PHASE_WORDS[phase];
  return <Badge tone={tone}>{label}</Badge>;
}

/** How the caller takes part; nothing for who does not. */
export function MineBadge({ mine }: Pick<ContestSummary, 'mine'>) {
  if (mine === null) return null;
  const { label, tone } = MINE_WORDS[mine];
  return <Badge tone={tone}>{label}</Badge>;
}
