import type { ProblemDetail } from '@docket/contracts/http/problem';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { localValue } from '../../../lib/local-value.ts';
import { problemInLanguageQuery } from './queries.ts';

/** The language that was chosen last, of whatever problem: whoever reads Swedish reads it of the next problem too. */
const chosenLanguage = localValue<string>('docket.statement-language', (stored) =>
  typeof stored === 'string' ? stored : undefined,
);

type Statements = NonNullable<ProblemDetail['statements']>;

export type ReadStatement = {
  readonly language: string | null;
  /** All that it can be had in. */
  readonly statements: Statements;
  /** The text; empty where there is only a PDF. */
  readonly text: string;
  readonly title: string;
  readonly pdf: string | null;
  /** The text of another language is on its way. */
  readonly loading: boolean;
  readonly choose: (language: string) => void;
};

/** The statement in the language that the reader chose, here or before; at first in the one that the problem begins with. `version`: of another than the published one. */
export function useStatement(problem: ProblemDetail, version?: number): ReadStatement {
  const { statements = [], language: first = null } = problem;
  const [wanted, setWanted] = useState(() => chosenLanguage.get());
  const found = statements.find(({ language }) => language === wanted) ?? statements[0];
  const other = found !== undefined && found.language !== first ? found.language : null;
  const query = useQuery({ ...problemInLanguageQuery(problem.slug, other ?? '', version), enabled: other !== null });
  return {
    language: found?.language ?? first,
    statements,
    text: other === null ? problem.statement : (query.data?.statement ?? ''),
    title: found?.name ?? problem.title,
    pdf: found?.pdf ?? null,
    loading: other !== null && query.data === undefined,
    choose(language) {
      chosenLanguage.set(language);
      setWanted(language);
    },
  };
}

/** `Svenska`, as who reads it calls it. */
export function languageName(code: string): string {
  try {
    const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
  } catch {
    return code;
  }
}
