import { ccsVerdicts, type CcsJudgementType, type CcsVerdict } from '@docket/contracts/ccs/judgement-type';
import type { FinalVerdict } from '@docket/contracts/judge/verdict';
import type { ContestRow } from '../../contest/rows.ts';
import { scoreboardType } from '../score.ts';

const NAMES: Readonly<Record<CcsVerdict, string>> = {
  AC: 'Accepted',
  WA: 'Wrong answer',
  TLE: 'Time limit exceeded',
  MLE: 'Memory limit exceeded',
  OLE: 'Output limit exceeded',
  RTE: 'Run-time error',
  CE: 'Compile error',
  JE: 'Judging error',
};

/** Ours in the specification's letters; null for one that is as if nothing had been sent. */
export function verdictOf(verdict: FinalVerdict): CcsVerdict | null {
  switch (verdict) {
    case 'RE':
      return 'RTE';
    case 'IE':
      return 'JE';
    case 'CANCELLED':
      return null;
    default:
      return verdict;
  }
}

export function judgementTypesOf({ format, options }: Pick<ContestRow, 'format' | 'options'>): CcsJudgementType[] {
  const costs = (id: CcsVerdict): boolean =>
    id !== 'AC' && id !== 'JE' && (id !== 'CE' || options['compileErrorPenalty'] === true);
  return ccsVerdicts.map((id) => ({
    id,
    name: NAMES[id],
    ...(scoreboardType(format) === 'pass-fail' ? { penalty: costs(id) } : {}),
    solved: id === 'AC',
  }));
}
