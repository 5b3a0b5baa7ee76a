import { REJUDGE_CHANGES_SHOWN, type RejudgeDetail } from '@docket/contracts/http/rejudge';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { problemQuery } from '../../problem/api/queries.ts';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { useRejudge } from '../../rejudge/api/use-rejudges.ts';
import { describeFilter } from '../../rejudge/rejudge-look.ts';
import { RejudgeChanges } from './rejudge-changes.tsx';
import { RejudgeDecision } from '../../rejudge/components/rejudge-decision.tsx';
import { RejudgeBadge, RejudgeProgress } from '../../rejudge/components/rejudge-status.tsx';
import { VerdictMatrix } from '../../rejudge/components/verdict-matrix.tsx';

const route = getRouteApi('/admin/rejudges/$id');

export function RejudgePage() {
  const { id } = route.useParams();
  return (
    <AtId kind="rejudge" id={id}>
      <OneRejudge id={id} />
    </AtId>
  );
}

function OneRejudge({ id }: { readonly id: string }) {
  const rejudge = useRejudge(id);
  useTitle('Rejudge');
  if (rejudge.data === undefined) {
    if (isNoSuch('rejudge', rejudge.error)) return <NoSuch kind="rejudge" />;
    return (
      <Page>
        {rejudge.isError ? (
          <Failure error={rejudge.error} retry={() => void rejudge.refetch()} />
        ) : (
          <Loading label="Loading the rejudge" lines={8} />
        )}
      </Page>
    );
  }
  return <RejudgeView rejudge={rejudge.data} />;
}

function RejudgeView({ rejudge }: { readonly rejudge: RejudgeDetail }) {
  const { nameOf } = useLanguages();
  const { problemId } = rejudge.filter;
  const problem = useQuery({ ...problemQuery(problemId ?? ''), enabled: problemId !== null });
  const running = rejudge.status === 'RUNNING';
  return (
    <Page className="grid gap-6">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0">
          <p className="caption">
            <Link to="/admin/rejudges" className="link">
              Rejudges
            </Link>{' '}
            · by {rejudge.createdBy}, <Ago at={rejudge.createdAt} />
          </p>
          <h1 className="text-2xl font-bold">{describeFilter(rejudge, nameOf, problem.data?.title)}</h1>
        </div>
        <RejudgeDecision rejudge={rejudge} />
      </div>
      <section
        aria-label="Progress"
        data-testid="rejudge"
        data-status={rejudge.status}
        className="grid gap-4 box px-5 py-4"
      >
        <div className="flex flex-wrap items-center gap-x-8 gap-y-3">
          <span role="status">
            <RejudgeBadge status={rejudge.status} />
          </span>
          <dl className="flex flex-wrap gap-x-8 gap-y-2">
            <Fact label="Judged">
              {rejudge.judged} <span className="font-normal text-muted">of {rejudge.total}</span>
            </Fact>
            <Fact label="Changed">{rejudge.changed}</Fact>
            {rejudge.closedAt !== null && (
              <Fact label={rejudge.status === 'APPLIED' ? 'Applied' : 'Closed'}>
                <Ago at={rejudge.closedAt} />
              </Fact>
            )}
          </dl>
        </div>
        {running && <RejudgeProgress rejudge={rejudge} />}
      </section>
      {rejudge.matrix.length > 0 && (
        <section aria-labelledby="matrix" className="grid gap-3">
          <h2 id="matrix" className="text-lg font-bold">
            Verdicts
          </h2>
          <VerdictMatrix matrix={rejudge.matrix} />
        </section>
      )}
      {!running && rejudge.changed === 0 && (
        <Empty title="No verdict would change">Every submission got the verdict it had.</Empty>
      )}
      {rejudge.changes.length > 0 && (
        <section aria-labelledby="changes" className="grid gap-3">
          <h2 id="changes" className="text-lg font-bold">
            {plural(rejudge.changed, 'changed verdict')}
          </h2>
          <RejudgeChanges changes={rejudge.changes} />
          {rejudge.changed > rejudge.changes.length && (
            <p className="text-sm text-muted">
              The first {Math.min(rejudge.changes.length, REJUDGE_CHANGES_SHOWN)} are listed; the table above counts
              all.
            </p>
          )}
        </section>
      )}
    </Page>
  );
}
