import type { ContestDetail } from '@docket/contracts/http/contest';
import { compareSubmissions, type SimilarityReport, type SimilarPair } from '@docket/contracts/http/contest-similarity';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { formatMoment, plural } from '../../../lib/format.ts';
import { given } from '../../../lib/given.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { similarPairsQuery, useSimilarity } from '../api/similarity.ts';
import { useContestProblems } from '../api/use-contest.ts';
import { JuryFrame } from './jury-frame.tsx';
import { DECISIONS, SimilarPairPanel } from './similar-pair.tsx';
import { TextArea } from '../../../ui/text-area.tsx';

const route = getRouteApi('/contests/$slug/jury/similarity');

export function JurySimilarityPage() {
  const { slug } = route.useParams();
  return (
    <JuryFrame slug={slug} title="Similarity">
      {(contest) => <Similarity contest={contest} />}
    </JuryFrame>
  );
}

/** Who wrote alike: comparisons by problem, their pairs, and one pair side by side. */
function Similarity({ contest }: { readonly contest: ContestDetail }) {
  const { report, pair } = route.useSearch();
  const navigate = route.useNavigate();
  const reports = useSimilarity(contest);
  const go = (change: { report?: string | undefined; pair?: string | undefined }) =>
    void navigate({ search: (old) => given({ ...old, ...change }), replace: true, resetScroll: false });
  const shown = reports.data?.data;
  const chosen = shown?.find(({ reportId }) => reportId === report);
  return (
    <>
      <p className="max-w-prose text-sm text-muted">
        Programs are compared without names, comments and layout, and without the starter code. Similar code is a reason
        to look, and no proof: nothing follows from it by itself. Every look is in the audit log.
      </p>
      {reports.isPending && <RowsLoading label="Loading the comparisons" rows={2} />}
      {shown === undefined && reports.isError && <Failure error={reports.error} retry={() => void reports.refetch()} />}
      {shown?.length === 0 && <Empty title="Nothing has been compared yet" />}
      {shown !== undefined && shown.length > 0 && (
        <RowList aria-label="Comparisons">
          {shown.map((one) => (
            <ReportRow
              key={one.reportId}
              of={one}
              open={one.reportId === report}
              onOpen={() => go({ report: one.reportId, pair: undefined })}
            />
          ))}
        </RowList>
      )}
      {chosen !== undefined && pair !== undefined && (
        <SimilarPairPanel
          key={pair}
          contest={contest}
          reportId={chosen.reportId}
          pairId={pair}
          onClose={() => go({ pair: undefined })}
        />
      )}
      {chosen?.state === 'done' && (
        <Pairs contest={contest} report={chosen} open={pair} onOpen={(pairId) => go({ pair: pairId })} />
      )}
      <Ask contest={contest} />
    </>
  );
}

type ReportProps = { readonly of: SimilarityReport; readonly open: boolean; readonly onOpen: () => void };

function ReportRow({ of, open, onOpen }: ReportProps) {
  return (
    <RowItem
      data-testid="comparison"
      data-state={of.state}
      className="gap-x-4 text-sm sm:grid-cols-[3rem_minmax(0,1fr)_auto] sm:items-center"
    >
      <span className="font-mono font-semibold">{of.label}</span>
      <span className="text-muted tabular-nums">
        {of.state === 'waiting' && 'Being compared'}
        {of.state === 'failed' && 'It could not be carried out; ask for it again.'}
        {of.state === 'done' &&
          `${plural(of.compared, 'program')}, ${plural(of.pairs, 'pair')} to look at, ${formatMoment(of.finishedAt ?? of.askedAt)}`}
      </span>
      {of.state === 'done' && of.pairs > 0 && (
        <Button size="small" aria-pressed={open} onClick={onOpen}>
          Show the pairs<span className="sr-only"> of {of.label}</span>
        </Button>
      )}
    </RowItem>
  );
}

type PairsProps = {
  readonly contest: ContestDetail;
  readonly report: SimilarityReport;
  readonly open: string | undefined;
  readonly onOpen: (pairId: string) => void;
};

function Pairs({ contest, report, open, onOpen }: PairsProps) {
  const pairs = useInfiniteQuery(similarPairsQuery(contest.slug, report.reportId));
  const shown = pairs.data?.pages.flatMap((page) => page.data);
  if (pairs.isPending) return <RowsLoading label="Loading the pairs" />;
  if (shown === undefined) return <Failure error={pairs.error} retry={() => void pairs.refetch()} />;
  return (
    <section aria-label={`Pairs of ${report.label}`}>
      <RowList aria-label={`Pairs of ${report.label}`}>
        {shown.map((pair) => (
          <PairRow key={pair.pairId} of={pair} open={pair.pairId === open} onOpen={() => onOpen(pair.pairId)} />
        ))}
      </RowList>
      <LoadMore paged={pairs} />
    </section>
  );
}

function PairRow({
  of,
  open,
  onOpen,
}: {
  readonly of: SimilarPair;
  readonly open: boolean;
  readonly onOpen: () => void;
}) {
  const { nameOf } = useLanguages();
  const who = `${of.left.participant} and ${of.right.participant}`;
  return (
    <RowItem
      data-testid="similar-pair"
      className="gap-x-4 text-sm md:grid-cols-[4rem_minmax(0,1fr)_12rem_auto] md:items-center"
    >
      <strong className="tabular-nums">{Math.round(of.overlap * 100)}%</strong>
      <span className="min-w-0 font-medium wrap-anywhere">
        {who}{' '}
        {of.decision !== 'open' && (
          <Badge tone={of.decision === 'copied' ? 'bad' : 'ok'}>{DECISIONS[of.decision]}</Badge>
        )}
      </span>
      <span className="text-muted tabular-nums">
        {nameOf(of.language)}, longest {plural(of.longest, 'token')}
      </span>
      <Button size="small" aria-pressed={open} onClick={onOpen}>
        Side by side<span className="sr-only"> {who}</span>
      </Button>
    </RowItem>
  );
}

function Ask({ contest }: { readonly contest: ContestDetail }) {
  const problems = useContestProblems(contest.slug, true);
  const reports = useSimilarity(contest);
  const options = (problems.data?.data ?? []).map(({ label, title }) => ({
    value: label,
    label: `${label}. ${title}`,
  }));
  const form = useForm({
    initial: { label: '', given: '' },
    schema: compareSubmissions.body,
    body: (draft) => ({
      label: draft.label === '' ? options[0]?.value : draft.label,
      ...(draft.given.trim() === '' ? {} : { given: draft.given }),
    }),
    send: (body) => docket.call(compareSubmissions, { params: { id: contest.slug }, body }),
    onDone: async () => void (await reports.refetch()),
  });
  const { draft, set } = form;
  if (options.length === 0) return null;
  return (
    <form {...form.props} className="box grid gap-4 px-5 py-5" aria-labelledby="compare">
      <h2 id="compare" className="font-semibold">
        Compare the submissions of a problem
      </h2>
      <Select
        label="Problem"
        className="sm:max-w-sm"
        value={draft.label === '' ? (options[0]?.value ?? '') : draft.label}
        options={options}
        onChange={(label) => set({ label })}
      />
      <TextArea
        label="Code that everybody was given (optional)"
        hint="Such as from a lecture. The problem’s starter code is left out in any case."
        mono
        rows={4}
        {...form.bind('given')}
        required={false}
        value={draft.given}
        onChange={(given) => set({ given })}
      />
      {form.failure !== null && <Failure error={form.failure} />}
      <div>
        <Button variant="primary" {...form.button}>
          Compare
        </Button>
      </div>
    </form>
  );
}
