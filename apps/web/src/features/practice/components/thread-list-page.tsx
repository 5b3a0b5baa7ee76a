import type { Thread } from '@docket/contracts/http/discussion';
import { DocketApiError } from '@docket/client/errors';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { useProblem } from '../../problem/api/use-problems.ts';
import { useThreads } from '../api/queries.ts';
import { ThreadForm } from './thread-form.tsx';

const route = getRouteApi('/problems/$slug/discussion');
const KINDS = [
  { value: 'all', label: 'All' },
  { value: 'question', label: 'Questions' },
  { value: 'solution', label: 'Solutions' },
] as const;

/** What people ask about a problem and the solutions they share. */
export function ThreadListPage() {
  const { slug } = route.useParams();
  const { kind } = route.useSearch();
  const navigate = route.useNavigate();
  const problem = useProblem(slug);
  const threads = useThreads(slug, problem.data?.problemId, { kind });
  const loggedIn = useSession() !== undefined;
  const [writing, setWriting] = useState(false);
  useTitle(problem.data === undefined ? 'Discussion' : `Discussion of ${problem.data.title}`);
  const shown = threads.data?.pages.flatMap((page) => page.data);
  const [first] = threads.data?.pages ?? [];
  const closed = threads.error instanceof DocketApiError && threads.error.code === 'practice_closed';
  return (
    <Page width="text" className="grid gap-5">
      <PageTitle
        above={
          <Link to="/problems/$slug" params={{ slug }} className="link">
            {problem.data?.title ?? 'The problem'}
          </Link>
        }
      >
        Discussion
      </PageTitle>
      {closed ? (
        <Notice tone="note" title="Closed while a contest has this problem">
          <p>What was said before is here again when the contest is over.</p>
        </Notice>
      ) : (
        <>
          <div className="flex flex-wrap items-end justify-between gap-3">
            <Segmented
              quiet
              label="What is shown"
              value={kind ?? 'all'}
              options={[...KINDS]}
              onChange={(value) =>
                void navigate({ search: value === 'all' ? {} : { kind: value }, replace: true, resetScroll: false })
              }
            />
            {loggedIn ? (
              <Button variant="primary" aria-expanded={writing} onClick={() => setWriting(!writing)}>
                Write something
              </Button>
            ) : (
              <Link to="/login" search={{ next: `/problems/${slug}/discussion` }} className={buttonClass('secondary')}>
                Log in to write
              </Link>
            )}
          </div>
          {writing && first !== undefined && (
            <ThreadForm slug={slug} solved={first.solved} onDone={() => setWriting(false)} />
          )}
          {threads.isPending && <RowsLoading label="Loading the discussion" rows={5} />}
          {threads.isError && <Failure error={threads.error} retry={() => void threads.refetch()} />}
          {shown?.length === 0 && (
            <Empty title="Nobody has said anything yet">
              Ask what is unclear, or share your solution once the problem is solved.
            </Empty>
          )}
          {shown !== undefined && shown.length > 0 && (
            <RowList>
              {shown.map((thread) => (
                <ThreadRow key={thread.postId} slug={slug} thread={thread} />
              ))}
            </RowList>
          )}
          <LoadMore paged={threads} />
        </>
      )}
    </Page>
  );
}

function ThreadRow({ slug, thread }: { readonly slug: string; readonly thread: Thread }) {
  return (
    <RowItem className="hover:bg-accent-soft/50">
      <div className="flex flex-wrap items-center gap-2">
        <Link
          to="/problems/$slug/discussion/$id"
          params={{ slug, id: thread.postId }}
          className={`min-w-0 font-medium wrap-anywhere ${ROW_LINK}`}
        >
          {thread.deleted ? 'Taken back by its author' : thread.title}
        </Link>
        {thread.kind === 'solution' && <Badge tone="ok">Solution</Badge>}
        {thread.locked && <Badge tone="muted">Locked</Badge>}
        {thread.hidden && <Badge tone="bad">Hidden</Badge>}
      </div>
      <p className="text-sm text-muted">
        {thread.author ?? 'Somebody'} · <Ago at={thread.createdAt} /> · {plural(thread.replies, 'reply', 'replies')}
        {thread.language !== null && ` · ${thread.language}`}
        {thread.guarded && ' · gives something away'}
      </p>
    </RowItem>
  );
}
