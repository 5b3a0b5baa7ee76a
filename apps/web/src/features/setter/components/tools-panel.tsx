import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { useSetterJobs, useStartJob, type SetterJobs } from '../api/queries.ts';
import { JobCard } from './job-card.tsx';
import { MinimiseForm } from './minimise-form.tsx';
import { StressForm } from './stress-form.tsx';

/** Jobs in the sandbox: what runs, what was found, and how to start one. */
export function ToolsPanel({ slug }: { readonly slug: string }) {
  const jobs = useSetterJobs(slug);
  if (jobs.isError) return <Failure error={jobs.error} retry={() => void jobs.refetch()} />;
  if (jobs.data === undefined) return <RowsLoading label="Loading the jobs" rows={4} />;
  const { data, generators, solutions } = jobs.data;
  const canStress = generators.length > 0 && solutions.length > 0;
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-[22rem_1fr]">
      <div className="grid content-start gap-4">
        <DataStart slug={slug} jobs={jobs.data} />
        {canStress ? (
          <StressForm slug={slug} generators={generators} solutions={solutions} />
        ) : (
          <p className="box px-4 py-4 text-sm text-muted">
            A stress test needs a program in generators/ and solutions in submissions/.
          </p>
        )}
        {solutions.length > 0 && <MinimiseForm slug={slug} solutions={solutions} />}
      </div>
      <section aria-label="Jobs" className="grid grid-cols-1 content-start gap-3">
        <h2 className="text-lg font-semibold">Jobs</h2>
        {data.length === 0 ? (
          <Empty title="No job was started yet">What you start on this page is shown here while it runs.</Empty>
        ) : (
          <ul className="grid grid-cols-1 gap-3">
            {data.map((job) => (
              <JobCard key={job.jobId} slug={slug} job={job} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function DataStart({ slug, jobs }: { readonly slug: string; readonly jobs: SetterJobs }) {
  const start = useStartJob(slug);
  const { validators, generators } = jobs;
  const running = jobs.data.some(({ kind, finishedAt }) => kind === 'data' && finishedAt === null);
  return (
    <section aria-label="Check the data" className="box grid gap-3 px-4 py-4">
      <h2 className="font-semibold">Check the data</h2>
      <p className="text-sm text-muted">
        {plural(validators.length, 'input validator')}, {plural(generators.length, 'generator')}. Each import checks the
        data by itself.
      </p>
      {start.isError && (
        <p role="alert" className="text-sm text-bad">
          {start.error.message}
        </p>
      )}
      <Button busy={start.isPending} disabled={running} onClick={() => start.mutate({ kind: 'data' })}>
        {running ? 'Being checked' : 'Check again'}
      </Button>
    </section>
  );
}
