import type { CcsJudgement } from '@docket/contracts/ccs/judgement';
import type { CcsSource } from '../source.ts';

export function judgementsOf({ fold, view }: CcsSource): CcsJudgement[] {
  return fold.judgements(view);
}
