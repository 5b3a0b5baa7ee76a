import type { ContestDetail } from '@docket/contracts/http/contest';
import type { ContestRejudgePreview } from '@docket/contracts/http/contest-jury';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { AtId, isNoSuch } from '../../../ui/no-such.tsx';
import { Fact } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { RejudgeDecision } from '../../rejudge/components/rejudge-decision.tsx';
import { RejudgeBadge, RejudgeProgress } from '../../rejudge/components/rejudge-status.tsx';
import { VerdictMatrix } from '../../rejudge/components/verdict-matrix.tsx';
import { describeFilter } from '../../rejudge/rejudge-look.ts';
import { contestRejudgeQuery, useForgetContest } from '../api/jury.ts';
import { JuryFrame } from './jury-frame.tsx';
import { RejudgedPlaces } from './rejudged-places.tsx';
import { RejudgedVerdicts } from './rejudged-verdicts.tsx';

const route = getRouteApi('/contests/$slug/jury/rejudges/$id');

export function JuryRejudgePage() {
  const { slug, id } = route.useParams();
  return (
    <AtId kind="rejudge" id={id}>
      <JuryFrame slug={slug} title="Rejudge">
        {(contest) => <Rejudge contest={contest} id={id} />}
      </JuryFrame>
    </AtId>
  );
}

function Rejudge({ contest, id }: { readonly contest: ContestDetail; readonly id: string }) {
  const preview = useQuery(contestRejudgeQuery(contest.slug, id));
  if (preview.data !== undefined) return <Preview contest={contest} preview={preview.data} />;
  if (isNoSuch('rejudge', preview.error)) return <Empty title="There is no such rejudge of this contest" />;
  return preview.isError ? (
    <Failure error={preview.error} retry={() => void preview.refetch()} />
  ) : (
    <Loading label="Loading the rejudge" lines={8} />
  );
}

type PreviewProps = { readonly contest: ContestDetail; readonly preview: ContestRejudgePreview };

function Preview({ contest, preview }: PreviewProps) {
  const { nameOf } = useLanguages();
  const { rejudge, label, verdicts, verdictsTotal } = preview;
  const forget = useForgetContest();
  const { status } = rejudge;
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0">
          <p className="caption">
            <Link to="/contests/$slug/jury/rejudges" params={{ slug: contest.slug }} className="link">
              Rejudges
            </Link>{' '}
            · by {rejudge.createdBy}, <Ago at={rejudge.createdAt} />
          </p>
          <p className="text-xl font-bold">
            {describeFilter(rejudge, nameOf, label === null ? undefined : `Problem ${label}`)}
          </p>
        </div>
        <RejudgeDecision rejudge={rejudge} onDecided={forget} />
      </div>
      <section aria-label="Progress" data-testid="rejudge" data-status={status} className="box grid gap-4 px-5 py-4">
        <div className="flex flex-wrap items-center gap-x-8 gap-y-3">
          <span role="status">
            <RejudgeBadge status={status} />
          </span>
          <dl className="flex flex-wrap gap-x-8 gap-y-2">
            <Fact label="Judged">
              {rejudge.judged} <span className="font-normal text-muted">of {rejudge.total}</span>
            </Fact>
            <Fact label="Changed">{rejudge.changed}</Fact>
            {rejudge.closedAt !== null && (
              <Fact label={status === 'APPLIED' ? 'Applied' : 'Closed'}>
                <Ago at={rejudge.closedAt} />
              </Fact>
            )}
          </dl>
        </div>
        {status === 'RUNNING' && <RejudgeProgress rejudge={rejudge} />}
      </section>
      {status === 'READY' && <RejudgedPlaces contest={contest} preview={preview} />}
      {status === 'RUNNING' && (
        <p className="text-sm text-muted">Places are shown when all submissions have been judged again.</p>
      )}
      {rejudge.matrix.length > 0 && (
        <section aria-labelledby="matrix" className="grid gap-3">
          <h2 id="matrix" className="text-lg font-semibold">
            Verdicts
          </h2>
          <VerdictMatrix matrix={rejudge.matrix} />
        </section>
      )}
      {status !== 'RUNNING' && verdictsTotal === 0 && (
        <Empty title="No verdict would change">Every submission got the verdict it had.</Empty>
      )}
      {verdicts.length > 0 && (
        <section aria-labelledby="changes" className="grid gap-3">
          <h2 id="changes" className="text-lg font-semibold">
            {plural(verdictsTotal, 'changed verdict')}
          </h2>
          <RejudgedVerdicts contest={contest} verdicts={verdicts} />
          {verdictsTotal > verdicts.length && (
            <p className="text-sm text-muted">The first {verdicts.length} are listed; the table above counts all.</p>
          )}
        </section>
      )}
    </>
  );
}
