import type { RunEvidence } from '@docket/contracts/judge/evidence';
import type { CheckProtocol } from '@docket/problem-package/types';

/** What a check program or interactor left behind. */
export type CheckEvidence = {
  readonly evidence: RunEvidence;
  readonly stderr: Uint8Array;
  /** Files of its feedback folder by name; or why they could not be read. */
  readonly feedback: ReadonlyMap<string, Uint8Array> | { readonly problem: string };
};

/** Points that the program gave: as such, or as a share of what the test is worth. */
export type CheckPoints = { readonly points: number } | { readonly share: number };

export type CheckSays = {
  /** `fault`: it did not decide, or contradicted itself. The setter's fault, never the author's. */
  readonly decision: 'accepted' | 'wrong' | 'fault';
  /** Of a rejection its finer kind; of a fault what was wrong, to be read after the program's name. */
  readonly reason: string | null;
  readonly points: CheckPoints | null;
  /** Input of a further pass, where it asked for one. */
  readonly nextPass: Uint8Array | null;
  readonly teamMessage: string | null;
  /** For setters and admins only: it may quote the answer. */
  readonly judgeMessage: string | null;
};

const TEXT_BYTES = 8 * 1024;
const MAX_FILES = 100;
const MIB = 1024 * 1024;

/**
 * Reads the decision of a check program. Kattis' programs answer with exit status 42 or 43 and files in the feedback folder
 * (problem package format, "Output Validator"), testlib's with 0 to 8 and a line on standard error.
 * Everything else (a crash, a limit, another status, a folder too full) is a fault.
 */
export function readCheck(protocol: CheckProtocol, run: CheckEvidence): CheckSays {
  const files = run.feedback instanceof Map ? run.feedback : new Map<string, Uint8Array>();
  const stderr = textOf(run.stderr);
  const said = {
    nextPass: files.get('nextpass.in') ?? null,
    teamMessage: textOf(files.get('teammessage.txt')),
    judgeMessage: joined([textOf(files.get('judgemessage.txt')), stderr]),
    points: null,
  };
  const fault = (reason: string): CheckSays => ({ ...said, decision: 'fault', reason, nextPass: null });

  const broken = brokenReason(run.evidence);
  if (broken !== null) return fault(broken);
  if (!(run.feedback instanceof Map)) {
    const problem = 'problem' in run.feedback ? run.feedback.problem : 'cannot be read';
    return fault(`left a feedback folder that is ${problem}`);
  }
  if (files.size > MAX_FILES)
    return fault(`left ${files.size} files in its feedback folder; at most ${MAX_FILES} are taken`);

  const code = run.evidence.exit.kind === 'exited' ? run.evidence.exit.code : -1;
  const decision = protocol === 'kattis' ? kattisDecision(code) : testlibDecision(code);
  if (decision === null) return fault(`ended with exit status ${code}, which is no decision${ALLOWED[protocol]}`);
  if (decision.decision === 'fault') return fault(decision.reason ?? 'gave up');

  const points = protocol === 'kattis' ? kattisPoints(files) : code === 7 ? testlibPoints(stderr ?? '') : null;
  if (points === 'broken') return fault('gave points that are no number in the range they must be in');
  if (decision.decision === 'wrong' && points !== null) return fault('rejected and gave points');
  if (decision.decision === 'wrong' && said.nextPass !== null) return fault('rejected and asked for a further pass');
  return { ...said, ...decision, points };
}

const ALLOWED: Readonly<Record<CheckProtocol, string>> = {
  kattis: ' (42 accepts, 43 rejects)',
  testlib: ' (0 accepts, 1 and 2 reject, 7 gives points)',
};

/** How a program ended that could not decide; null when it ended by itself. */
function brokenReason({ exit, limitHit, oomKilled, limits }: RunEvidence): string | null {
  if (exit.kind === 'not-started') return `could not be started (${exit.error})`;
  if (oomKilled || limitHit === 'memory') return `used more than ${Math.round(limits.memoryBytes / MIB)} MiB of memory`;
  if (limitHit === 'cpu') return `used more than ${limits.cpuMs / 1000} s of CPU time`;
  if (limitHit === 'wall') return `did not answer within ${limits.wallMs / 1000} s`;
  if (limitHit === 'output') return `wrote more than ${Math.round(limits.outputBytes / 1024)} KiB`;
  // No limit and no own doing: it was ended because it went on when there was nothing left to wait for.
  if (exit.kind === 'signaled') return exit.signal === 'SIGKILL' ? 'did not answer' : `crashed (${exit.signal})`;
  return null;
}

type Decision = Pick<CheckSays, 'decision' | 'reason'>;

function kattisDecision(code: number): Decision | null {
  if (code === 42) return { decision: 'accepted', reason: null };
  return code === 43 ? { decision: 'wrong', reason: null } : null;
}

function testlibDecision(code: number): Decision | null {
  switch (code) {
    case 0:
    case 7:
      return { decision: 'accepted', reason: null };
    case 1:
      return { decision: 'wrong', reason: null };
    case 2:
      return { decision: 'wrong', reason: 'presentation' };
    case 3:
      return { decision: 'fault', reason: 'says that the tests or the answer are broken (exit status 3)' };
    case 4:
      return { decision: 'wrong', reason: 'extra output' };
    case 8:
      return { decision: 'wrong', reason: 'output ends early' };
    default:
      return null;
  }
}

function kattisPoints(files: ReadonlyMap<string, Uint8Array>): CheckPoints | null | 'broken' {
  const points = numberOf(files.get('score.txt'));
  const share = numberOf(files.get('score_multiplier.txt'));
  if (points !== null && share !== null) return 'broken';
  if (points !== null) return points >= 0 ? { points } : 'broken';
  if (share !== null) return share >= 0 && share <= 1 ? { share } : 'broken';
  return null;
}

/** testlib's `quitp` writes `points 12.5 ...`. */
function testlibPoints(stderr: string): CheckPoints | 'broken' {
  const points = Number(/^points\s+(\S+)/.exec(stderr)?.[1] ?? 'nothing');
  return points >= 0 && Number.isFinite(points) ? { points } : 'broken';
}

/** Null when there is no such file; NaN, which no range holds, when it is not a number. */
function numberOf(bytes: Uint8Array | undefined): number | null {
  if (bytes === undefined) return null;
  const text = Buffer.from(bytes.subarray(0, 100)).toString().trim();
  return text === '' || !Number.isFinite(Number(text)) ? Number.NaN : Number(text);
}

function textOf(bytes: Uint8Array | undefined): string | null {
  if (bytes === undefined) return null;
  const text = new TextDecoder().decode(bytes.subarray(0, TEXT_BYTES)).trim();
  if (text === '') return null;
  return bytes.length > TEXT_BYTES ? `${text}\n… ${bytes.length - TEXT_BYTES} bytes more` : text;
}

function joined(texts: readonly (string | null)[]): string | null {
  const there = texts.filter((text) => text !== null);
  return there.length === 0 ? null : there.join('\n');
}

/** What a test is worth, from its group. */
export type TestWorth = {
  readonly aggregation: string;
  readonly testScore: number | null;
  readonly testMax: number | null;
};

/**
 * Points of an accepted test; null where the group's own figure counts. A `fault` says what the program did that the group
 * does not allow. `worth` is undefined for tests that make no points: whatever was given does not matter.
 */
export function pointsOf(
  points: CheckPoints | null,
  worth: TestWorth | undefined,
): { points: number | null } | { fault: string } {
  if (worth === undefined) return { points: null };
  if (points === null)
    return worth.aggregation === 'pass-fail' || worth.testScore !== null
      ? { points: null }
      : { fault: 'accepted without score.txt, and the group has no figure of its own' };
  if (worth.aggregation === 'pass-fail') return { fault: 'gave points in a group that is pass-fail' };
  if ('share' in points)
    return worth.testMax === null && worth.testScore === null
      ? { fault: 'gave a share (score_multiplier.txt) of a score that has no bound' }
      : { points: points.share * (worth.testMax ?? worth.testScore ?? 0) };
  if (worth.testMax !== null && points.points > worth.testMax + 1e-6)
    return { fault: `gave ${points.points} points to a test that is worth ${worth.testMax}` };
  return { points: points.points };
}
