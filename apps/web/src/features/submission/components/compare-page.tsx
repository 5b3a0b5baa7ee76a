import { STATUS_LABELS } from '@docket/contracts/judge/verdict';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatMoment } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Select } from '../../../ui/field.tsx';
import { Fact, Page, PageTitle } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { formatBytes, formatMs } from '../../../lib/format.ts';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { useSubmission, useSubmissions } from '../api/use-submissions.ts';
import { SourceDiff } from './source-diff.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

const route = getRouteApi('/submissions/compare');

/** Two submissions to one problem, and what changed from the older to the newer. */
export function ComparePage() {
  useTitle('Compare submissions');
  return (
    <RequireSession>
      <Compare />
    </RequireSession>
  );
}

type Chosen = ReturnType<typeof useSubmission>['submission'];

function Compare() {
  const { left, right } = route.useSearch();
  const navigate = route.useNavigate();
  const before = useSubmission(left);
  const after = useSubmission(right);
  const problemId = (before.submission ?? after.submission)?.problemId;
  const own = useSubmissions(problemId === undefined ? {} : { problemId }, 100);
  const choices = (own.data?.pages.flatMap((page) => page.data) ?? [])
    .filter((one) => problemId === undefined || one.problemId === problemId)
    .map((one) => ({
      value: one.submissionId,
      label: `${formatMoment(one.submittedAt)} · ${STATUS_LABELS[one.status]} · ${one.language}`,
    }));
  const options = (chosen: Chosen) => {
    const known = chosen === undefined || choices.some(({ value }) => value === chosen.submissionId);
    const more = known
      ? []
      : [
          {
            value: chosen.submissionId,
            label: `${formatMoment(chosen.submittedAt)} · ${STATUS_LABELS[chosen.status]}`,
          },
        ];
    return [{ value: '', label: 'Choose one' }, ...more, ...choices];
  };
  const choose = (change: { left?: string; right?: string }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const failed = before.error ?? after.error;
  const title = (before.submission ?? after.submission)?.problemTitle;
  const waiting =
    (left !== undefined && before.submission === undefined) || (right !== undefined && after.submission === undefined);
  return (
    <Page className="grid gap-5">
      <PageTitle
        above={
          title !== undefined && (
            <Link
              to="/problems/$slug"
              params={{ slug: (before.submission ?? after.submission)?.problemSlug ?? '' }}
              className="link"
            >
              {title}
            </Link>
          )
        }
      >
        Compare submissions
      </PageTitle>
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label="Before"
          value={left ?? ''}
          options={options(before.submission)}
          onChange={(value) => choose({ left: value })}
        />
        <Select
          label="After"
          value={right ?? ''}
          options={options(after.submission)}
          onChange={(value) => choose({ right: value })}
        />
        {before.submission !== undefined && <Figures of={before.submission} label="Before" />}
        {after.submission !== undefined && <Figures of={after.submission} label="After" />}
      </div>
      {failed !== null && <Failure error={failed} />}
      {failed === null && waiting && <Loading label="Loading the submissions" lines={8} />}
      {before.submission !== undefined && after.submission !== undefined && (
        <SourceDiff left={before.submission} right={after.submission} />
      )}
      {!waiting && (left === undefined || right === undefined) && (
        <Empty title="Choose two submissions">What changed between them is shown line by line.</Empty>
      )}
    </Page>
  );
}

function Figures({ of, label }: { readonly of: NonNullable<Chosen>; readonly label: string }) {
  const { nameOf } = useLanguages();
  return (
    <dl aria-label={label} className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      <Fact label="Verdict">
        <Link to="/submissions/$id" params={{ id: of.submissionId }}>
          <VerdictBadge status={of.status} />
          <span className="sr-only">, its page</span>
        </Link>
      </Fact>
      <Fact label="Language">{nameOf(of.language)}</Fact>
      <Fact label="Time">{formatMs(of.cpuMs)}</Fact>
      <Fact label="Memory">{formatBytes(of.memoryBytes)}</Fact>
    </dl>
  );
}
