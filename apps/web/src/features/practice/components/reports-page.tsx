import type { PostReport } from '@docket/contracts/http/discussion';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { reportsQuery } from '../api/queries.ts';
import { Moderation, reasonWords } from './post-card.tsx';
import { UserText } from './user-text.tsx';

/** Posts that somebody asked to be looked at: of one's own problems, for admins of all. */
export function ReportsPage() {
  useTitle('Reports');
  const reports = useInfiniteQuery(reportsQuery());
  const shown = reports.data?.pages.flatMap((page) => page.data);
  return (
    <Page width="text" className="grid gap-4">
      <PageTitle>Reports</PageTitle>
      {reports.isPending && <RowsLoading label="Loading reports" rows={4} />}
      {reports.isError && <Failure error={reports.error} retry={() => void reports.refetch()} />}
      {shown?.length === 0 && (
        <Empty title="Nothing is reported">
          Posts that somebody reports in discussions of your problems appear here.
        </Empty>
      )}
      {shown?.map((report) => (
        <Report key={report.post.postId} report={report} />
      ))}
      <LoadMore paged={reports} />
    </Page>
  );
}

function Report({ report }: { readonly report: PostReport }) {
  const { post, threadId, title, problemTitle, reports } = report;
  return (
    <article className="box grid grid-cols-[minmax(0,1fr)] gap-3 px-4 py-3" aria-label={`Report of ${title}`}>
      <h2 className="min-w-0 font-semibold wrap-anywhere">
        <Link
          to="/problems/$slug/discussion/$id"
          params={{ slug: post.problemSlug, id: threadId }}
          className="hover:underline"
        >
          {title}
        </Link>
        <span className="block text-sm font-normal text-muted">
          {problemTitle} · {post.author ?? 'Somebody'}
        </span>
      </h2>
      <div className="max-h-64 min-w-0 overflow-auto" tabIndex={0} role="group" aria-label="The post">
        {post.text === null ? <p className="text-muted">It was taken back.</p> : <UserText source={post.text} />}
      </div>
      <ul className="grid gap-1 text-sm" aria-label="Who reported it">
        {reports.map((one) => (
          <li key={one.by} className="wrap-anywhere">
            <strong>{reasonWords(one.reason)}</strong> by {one.by}, <Ago at={one.at} />
            {one.note !== '' && `: ${one.note}`}
          </li>
        ))}
      </ul>
      <footer className="flex flex-wrap gap-1">
        <Moderation post={post} locked={post.postId === threadId ? report.locked : undefined} settle />
      </footer>
    </article>
  );
}
