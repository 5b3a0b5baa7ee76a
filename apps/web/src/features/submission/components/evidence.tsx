import type { TestResultDetail } from '@docket/contracts/http/submission';
import type { ExitState, RunEvidence } from '@docket/contracts/judge/evidence';
import { formatBytes, formatMs, formatScore } from '../../../lib/format.ts';
import { signalMeaning } from '../signals.ts';
import { Fact } from '../../../ui/page.tsx';

const METERS: Record<RunEvidence['metering'], string> = {
  'cgroup-v1': 'kernel accounting (cgroup v1)',
  'cgroup-v2': 'kernel accounting (cgroup v2)',
  sampled: 'process table, sampled',
};
const LIMITS = { cpu: 'CPU time', wall: 'wall time', memory: 'memory', output: 'output size' } as const;

/** What a test's verdict rests on. */
export function Evidence({ test }: { readonly test: TestResultDetail }) {
  const { evidence } = test;
  if (evidence === null) return <p className="text-sm text-muted">This test was not measured.</p>;
  const { limits } = evidence;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-sm sm:grid-cols-4">
      <Fact label="CPU time">
        {formatMs(evidence.cpuMs)} <Of>{formatMs(limits.cpuMs)}</Of>
      </Fact>
      <Fact label="Wall time">
        {formatMs(evidence.wallMs)} <Of>{formatMs(limits.wallMs)}</Of>
      </Fact>
      <Fact label="Memory">
        {formatBytes(evidence.memoryBytes)} <Of>{formatBytes(limits.memoryBytes)}</Of>
      </Fact>
      <Fact label="Output">
        {formatBytes(evidence.stdoutBytes)} <Of>{formatBytes(limits.outputBytes)}</Of>
      </Fact>
      <Fact label="Ended by">
        {describeExit(evidence.exit)}
        {evidence.exit.kind === 'signaled' && (
          <span className="block font-normal text-muted">
            {evidence.limitHit === null ? signalMeaning(evidence.exit.signal) : 'by the judge, at the limit'}
          </span>
        )}
      </Fact>
      <Fact label="Limit exceeded">
        {evidence.limitHit === null ? (evidence.oomKilled ? 'memory (kernel)' : 'none') : LIMITS[evidence.limitHit]}
      </Fact>
      <Fact label="Process limit">
        {limits.processes}
        {evidence.leftover > 0 && <span className="text-muted"> · {evidence.leftover} left over</span>}
      </Fact>
      <Fact label="Stderr">{formatBytes(evidence.stderrBytes)}</Fact>
      <Fact label="Runs">
        {evidence.retries === undefined || evidence.retries === 0
          ? '1'
          : `${evidence.retries + 1}; the last one counts, the others were too close to the limit`}
      </Fact>
      {evidence.timeFactor !== undefined && (
        <Fact label="Host speed">
          {evidence.timeFactor === 1 ? (
            'same as the reference'
          ) : (
            <>
              × {evidence.timeFactor.toFixed(2)}{' '}
              <span className="font-normal text-muted">on the CPU limit; counted as {formatMs(test.cpuMs)}</span>
            </>
          )}
        </Fact>
      )}
      {test.score != null && <Fact label="Points">{formatScore(test.score, null)}</Fact>}
      <Fact label="Measured by">{METERS[evidence.metering]}</Fact>
      <Fact label="Isolation">{evidence.isolation}</Fact>
      <Fact label="Box and host" className="min-w-0 break-all">
        {evidence.box} <span className="font-normal text-muted">on {evidence.host}</span>
      </Fact>
    </dl>
  );
}

function Of({ children }: { readonly children: string }) {
  return <span className="font-normal whitespace-nowrap text-muted">of {children}</span>;
}

export function describeExit(exit: ExitState): string {
  switch (exit.kind) {
    case 'exited':
      return `exit code ${exit.code}`;
    case 'signaled':
      return `signal ${exit.signal}`;
    case 'not-started':
      return `not started: ${exit.error}`;
    default:
      return unknownExit(exit);
  }
}

function unknownExit(exit: never): string {
  return JSON.stringify(exit);
}
