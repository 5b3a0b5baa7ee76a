import { constants } from 'node:os';
import type { Judge0Submission } from '@docket/contracts/http/judge0';
import type { RunCase, RunStatus } from '@docket/contracts/http/run';
import type { KeptAsked } from './asked.ts';
import type { Judge0Language } from './languages.ts';
import { SIGNAL_STATUSES, STATUSES } from './statuses.ts';

/** A run of Judge0's, as it is stored. */
export type Judge0Run = {
  readonly id: string;
  readonly status: RunStatus;
  readonly reason: string | null;
  readonly compileLog: string | null;
  readonly cases: readonly RunCase[];
  readonly source: string;
  readonly stdin: string;
  readonly expected: string | null;
  readonly asked: KeptAsked;
  readonly createdAt: string;
  readonly finishedAt: string | null;
};

/** How a run of the program ended, by Judge0's number. It has none for memory: what runs out of it is a runtime error of another kind. */
function statusOfCase({ outcome, exit, matches }: RunCase): number {
  switch (outcome) {
    case 'OK':
      return matches === false ? 4 : 3;
    case 'TLE':
      return 5;
    case 'OLE':
      return 8;
    case 'MLE':
      return 12;
    case 'RE':
      if (exit.kind === 'not-started') return 14;
      return exit.kind === 'signaled' ? (SIGNAL_STATUSES[exit.signal] ?? 12) : 11;
    case 'IE':
      return 13;
    default:
      return outcome satisfies never;
  }
}

/** The run that is told of: the first that did not end as it should, as Judge0 goes on to the next only while all is well. */
function toldCase(cases: readonly RunCase[]): RunCase | undefined {
  return cases.find((one) => statusOfCase(one) !== 3) ?? cases.at(-1);
}

function statusOf({ status, cases }: Judge0Run): number {
  switch (status) {
    case 'QUEUED':
      return 1;
    case 'COMPILING':
    case 'RUNNING':
      return 2;
    case 'CE':
      return 6;
    case 'IE':
      return 13;
    case 'DONE': {
      const told = toldCase(cases);
      return told === undefined ? 13 : statusOfCase(told);
    }
    default:
      return status satisfies never;
  }
}

const LIMIT_WORDS = { TLE: 'Time limit exceeded', MLE: 'Memory limit exceeded', OLE: 'Output limit exceeded' } as const;

function messageOf(run: Judge0Run, told: RunCase | undefined): string | null {
  if (run.status === 'IE') return run.reason;
  if (told === undefined || told.outcome === 'OK') return null;
  if (told.outcome === 'TLE' || told.outcome === 'MLE' || told.outcome === 'OLE') return LIMIT_WORDS[told.outcome];
  if (told.exit.kind === 'exited') return `Exited with error status ${told.exit.code}`;
  return told.exit.kind === 'signaled' ? `Ended by signal ${told.exit.signal}` : told.reason;
}

const signals: Readonly<Record<string, number>> = constants.signals;
const orNull = (text: string | null | undefined): string | null => (text == null || text === '' ? null : text);
const seconds = (ms: number): string => (ms / 1_000).toFixed(3);

function average(cases: readonly RunCase[], figure: (one: RunCase) => number): number {
  return cases.reduce((sum, one) => sum + figure(one), 0) / cases.length;
}

/** Everything that Judge0 tells of a submission, its texts as they are. */
export function present(run: Judge0Run, language: Pick<Judge0Language, 'id' | 'name'>): Required<Judge0Submission> {
  const { asked } = run;
  const over = run.finishedAt !== null;
  const told = over ? toldCase(run.cases) : undefined;
  const id = statusOf(run);
  const measured = over && run.cases.length > 0;
  const { cpu_time_limit, cpu_extra_time, wall_time_limit, ...rest } = asked;
  return {
    ...rest,
    cpu_time_limit: cpu_time_limit.toFixed(1),
    cpu_extra_time: cpu_extra_time.toFixed(1),
    wall_time_limit: wall_time_limit.toFixed(1),
    enable_network: false,
    compiler_options: null,
    additional_files: null,
    token: run.id,
    source_code: run.source,
    language: { id: language.id, name: language.name },
    stdin: orNull(run.stdin),
    expected_output: run.expected,
    stdout: orNull(told?.stdout),
    stderr: orNull(told?.stderr),
    compile_output: orNull(run.compileLog),
    message: messageOf(run, told),
    status_id: id,
    status: { id, description: STATUSES[id] ?? '' },
    exit_code: told?.exit.kind === 'exited' ? told.exit.code : null,
    exit_signal: told?.exit.kind === 'signaled' ? (signals[told.exit.signal] ?? null) : null,
    created_at: run.createdAt,
    finished_at: run.finishedAt,
    time: measured ? seconds(average(run.cases, ({ cpuMs }) => cpuMs)) : null,
    wall_time: measured ? seconds(average(run.cases, ({ wallMs }) => wallMs)) : null,
    memory: measured ? Math.round(average(run.cases, ({ memoryBytes }) => memoryBytes) / 1_024) : null,
  };
}
