import type { ContestDetail } from '@docket/contracts/http/contest';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { VerdictBadge } from '../../submission/components/verdict-badge.tsx';
import { jurySubmissionQuery } from '../api/jury.ts';
import { SourceDiff } from '../../submission/components/source-diff.tsx';

type PanelProps = {
  readonly contest: ContestDetail;
  readonly left: string;
  readonly right: string | undefined;
  readonly onClose: () => void;
};

/** The source of one submission, or of two beside each other. */
export function SourcePanel({ contest, left, right, onClose }: PanelProps) {
  const one = useQuery(jurySubmissionQuery(contest.slug, left));
  const other = useQuery({ ...jurySubmissionQuery(contest.slug, right ?? ''), enabled: right !== undefined });
  const error = one.error ?? other.error;
  return (
    <section aria-label="Source" className="box grid grid-cols-1 gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">{right === undefined ? 'Source' : 'What changed'}</h2>
        {one.data !== undefined && <VerdictBadge status={one.data.status} />}
        {other.data !== undefined && (
          <>
            <span className="text-muted">to</span>
            <VerdictBadge status={other.data.status} />
          </>
        )}
        <Button size="small" className="ml-auto" onClick={onClose}>
          Close
        </Button>
      </div>
      {right === undefined && (
        <p className="text-sm text-muted">Press Compare beside another submission to see what changed.</p>
      )}
      {error !== null && <Failure error={error} />}
      {error === null && (one.data === undefined || (right !== undefined && other.data === undefined)) && (
        <Loading label="Loading the source" lines={8} />
      )}
      {one.data !== undefined && (right === undefined || other.data !== undefined) && (
        <SourceDiff left={one.data} right={right === undefined ? undefined : other.data} />
      )}
    </section>
  );
}
