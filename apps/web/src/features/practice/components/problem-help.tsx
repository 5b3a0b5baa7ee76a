import type { Language } from '@docket/contracts/http/language';
import type { ProblemDetail } from '@docket/contracts/http/problem';
import { DocketApiError } from '@docket/client/errors';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../../lib/session.ts';
import { Notice } from '../../../ui/notice.tsx';
import { hintsQuery, marksQuery } from '../api/queries.ts';
import { Editorial } from './editorial.tsx';
import { Figures } from './figures.tsx';
import { Hints } from './hints.tsx';
import { MarksBar } from './marks-bar.tsx';
import { Note } from './note.tsx';
import { Similar } from './similar.tsx';

type ProblemHelpProps = {
  readonly problem: ProblemDetail;
  readonly languages: readonly [Language, ...Language[]];
  /** The language that is being written in. */
  readonly language: string;
};

/** Below a statement: what helps with the problem, and what one keeps about it. In a contest only what is one's own. */
export function ProblemHelp({ problem, languages, language }: ProblemHelpProps) {
  const { slug } = problem;
  const loggedIn = useSession() !== undefined;
  const marks = useQuery({ ...marksQuery(slug), enabled: loggedIn });
  // Asked first of all: while a contest has the problem, there is nothing else to ask for.
  const probe = useQuery({ ...hintsQuery(slug, 0), retry: false });
  const closed = probe.error instanceof DocketApiError && probe.error.code === 'practice_closed';
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-8 border-t border-line px-4 py-6 sm:px-8">
      <MarksBar slug={slug} marks={marks.data} />
      {closed && (
        <Notice tone="note" title="Closed while a contest has this problem">
          <p>Hints, editorial, figures and discussion are open again when the contest is over.</p>
        </Notice>
      )}
      {!closed && probe.data !== undefined && (
        <>
          <Hints slug={slug} />
          <Editorial slug={slug} solved={problem.solved === 'solved'} />
          <Figures key={language} slug={slug} languages={languages} first={language} />
        </>
      )}
      {marks.data !== undefined && <Note slug={slug} text={marks.data.note.text} />}
      {!closed && probe.data !== undefined && <Similar slug={slug} />}
    </div>
  );
}
