import type { ContestDetail, ContestSubmission } from '@docket/contracts/http/contest';
import { finalVerdicts, STATUS_LABELS, submissionStatus } from '@docket/contracts/judge/verdict';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { formatScore } from '../../../lib/format.ts';
import { given } from '../../../lib/given.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { VerdictBadge } from '../../submission/components/verdict-badge.tsx';
import { useJurySubmissions } from '../api/jury.ts';
import { useContestProblems } from '../api/use-contest.ts';
import { exactTime } from '../contest-time.ts';
import { IgnoreButton } from './ignore-button.tsx';
import { JuryFrame } from './jury-frame.tsx';
import { RejudgeDialog } from './rejudge-dialog.tsx';
import { SourcePanel } from './source-panel.tsx';

const route = getRouteApi('/contests/$slug/jury/submissions');
const VERDICTS = [
  { value: '', label: 'Any verdict' },
  ...finalVerdicts.map((verdict) => ({ value: verdict, label: STATUS_LABELS[verdict] })),
];

export function JurySubmissionsPage() {
  const { slug } = route.useParams();
  return (
    <JuryFrame slug={slug} title="Submissions">
      {(contest) => <Submissions contest={contest} />}
    </JuryFrame>
  );
}

function Submissions({ contest }: { readonly contest: ContestDetail }) {
  const { left, right, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const submissions = useJurySubmissions(contest, filter);
  const shown = submissions.data?.pages.flatMap((page) => page.data);
  const look = (change: { left?: string | undefined; right?: string | undefined }) =>
    void navigate({ search: (old) => given({ ...old, ...change }), replace: true, resetScroll: false });
  return (
    <>
      <Filters contest={contest} />
      {left !== undefined && (
        <SourcePanel
          contest={contest}
          left={left}
          right={right}
          onClose={() => look({ left: undefined, right: undefined })}
        />
      )}
      {submissions.isPending && <RowsLoading label="Loading the submissions" />}
      {submissions.isError && <Failure error={submissions.error} retry={() => void submissions.refetch()} />}
      {shown?.length === 0 && (
        <Empty
          title={Object.keys(filter).length > 0 ? 'No submission is like that' : 'Nothing has been submitted yet'}
        />
      )}
      {shown !== undefined && shown.length > 0 && (
        <div>
          <RowList aria-label="Submissions">
            {shown.map((one) => (
              <Row
                key={one.submissionId}
                contest={contest}
                of={one}
                chosen={left === one.submissionId ? 'left' : right === one.submissionId ? 'right' : undefined}
                comparing={left !== undefined}
                onRead={() => look({ left: one.submissionId, right: undefined })}
                onCompare={() => look({ right: one.submissionId })}
              />
            ))}
          </RowList>
          <LoadMore paged={submissions} />
        </div>
      )}
    </>
  );
}

function Filters({ contest }: { readonly contest: ContestDetail }) {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [rejudging, setRejudging] = useState(false);
  const problems = useContestProblems(contest.slug, true);
  const { languages } = useLanguages();
  const go = (change: { [Name in keyof typeof filter]?: (typeof filter)[Name] | undefined }) =>
    void navigate({ search: (old) => given({ ...old, ...change }), replace: true, resetScroll: false });
  const labels = (problems.data?.data ?? []).map(({ label, title }) => ({ value: label, label: `${label}. ${title}` }));
  return (
    <div className="grid items-end gap-2 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_auto]">
      <Select
        quiet
        label="Problem"
        value={filter.label ?? ''}
        options={[{ value: '', label: 'All problems' }, ...labels]}
        onChange={(label) => go({ label })}
      />
      <Select
        quiet
        label="Verdict"
        value={filter.status ?? ''}
        options={VERDICTS}
        onChange={(value) => go({ status: submissionStatus.options.find((one) => one === value) })}
      />
      <Select
        quiet
        label="Language"
        value={filter.language ?? ''}
        options={[
          { value: '', label: 'Any language' },
          ...(languages ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(language) => go({ language })}
      />
      <Button onClick={() => setRejudging(true)}>Rejudge</Button>
      {filter.participantId !== undefined && (
        <p className="text-sm sm:col-span-full">
          Of one participant only.{' '}
          <button type="button" className="link" onClick={() => go({ participantId: '' })}>
            Show all
          </button>
        </p>
      )}
      {rejudging && (
        <RejudgeDialog contest={contest} labels={labels} filter={filter} onClose={() => setRejudging(false)} />
      )}
    </div>
  );
}

type RowProps = {
  readonly contest: ContestDetail;
  readonly of: ContestSubmission;
  readonly chosen: 'left' | 'right' | undefined;
  readonly comparing: boolean;
  readonly onRead: () => void;
  readonly onCompare: () => void;
};

function Row({ contest, of, chosen, comparing, onRead, onCompare }: RowProps) {
  const { nameOf } = useLanguages();
  const what = `${of.label} of ${of.participant} at ${exactTime(of.time)}`;
  return (
    <RowItem
      data-testid="jury-submission"
      className="gap-x-3 text-sm md:grid-cols-[2.5rem_minmax(0,1.2fr)_minmax(0,1fr)_5.5rem_auto] md:items-center"
    >
      <span className="font-mono font-semibold">{of.label}</span>
      <span className="min-w-0 font-medium wrap-anywhere">
        {of.participant}
        {of.ignored && (
          <>
            {' '}
            <Badge tone="muted">not counted</Badge>
          </>
        )}
      </span>
      <span className="flex min-w-0 flex-wrap items-center gap-x-3">
        <VerdictBadge status={of.status} />
        <span className="text-muted">
          {nameOf(of.language)}
          {of.score !== undefined && `, ${formatScore(of.score, of.maxScore)}`}
        </span>
      </span>
      <span className="text-muted tabular-nums md:text-right">{exactTime(of.time)}</span>
      <span className="flex flex-wrap gap-1.5 md:justify-end">
        <Button size="small" aria-pressed={chosen === 'left'} aria-label={`Source of ${what}`} onClick={onRead}>
          Source
        </Button>
        {comparing && chosen !== 'left' && (
          <Button
            size="small"
            aria-pressed={chosen === 'right'}
            aria-label={`Compare with ${what}`}
            onClick={onCompare}
          >
            Compare
          </Button>
        )}
        <IgnoreButton contest={contest} of={of} what={what} />
      </span>
    </RowItem>
  );
}
