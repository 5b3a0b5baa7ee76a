import { hostname } from 'node:os';
import {
  metering as meteringSchema,
  type ExitState,
  type Metering,
  type RunEvidence,
  type RunLimits,
} from '@docket/contracts/judge/evidence';
import {
  BoxFault,
  type Box,
  type BoxCommand,
  type BoxFile,
  type BoxResult,
  type Collected,
  type LiveInput,
  type TrustClass,
} from '../box.ts';
import { FILE_BYTES } from '../backend.ts';
import { RunnerChannel, type RunnerStreams } from './channel.ts';
import { KeptInputs } from './kept-inputs.ts';
import {
  collectFrame,
  creditFrame,
  errnoName,
  forgetFrame,
  frameHead,
  fromRunner,
  keepFrame,
  putFrame,
  readRunReport,
  runFlags,
  runFrame,
  signalName,
  toRunner,
  type RunReport,
} from './protocol.ts';

/** The worker's own deadline over the program's wall limit; after it the box is destroyed. */
const GRACE_MS = 2000;
const HOUSEKEEPING_MS = 20_000;
const START_MS = 20_000;

export type BoxIdentity = {
  readonly id: string;
  readonly trust: TrustClass;
  readonly isolation: string;
  readonly build: string;
};

/**
 * A box over the streams of a freshly started runner. Waits for its greeting and checks that it is the build we know.
 * Throws `BoxFault` (and leaves nothing running) when it is not.
 */
export async function openRunnerBox(identity: BoxIdentity, streams: RunnerStreams): Promise<Box> {
  const channel = new RunnerChannel(streams);
  try {
    const hello = new Map<string, string>();
    await channel.exchange([], START_MS, (type, payload) => {
      if (type !== fromRunner.hello) return false;
      for (const line of payload.toString().split('\n'))
        hello.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1));
      return true;
    });
    if (hello.get('build') !== identity.build)
      throw new BoxFault(`the runner in the box is build ${hello.get('build')}, not ${identity.build}`);
    const metering = meteringSchema.parse(hello.get('metering'));
    const cgroup = hello.get('cgroup') ?? '';
    return new RunnerBox(identity, channel, metering, /^(ok|none)$/.test(cgroup) ? undefined : cgroup);
  } catch (error) {
    await channel.close();
    throw error;
  }
}

class RunnerBox implements Box {
  readonly id: string;
  readonly trust: TrustClass;
  readonly isolation: string;
  readonly metering: Metering;
  readonly unusedCgroup: string | undefined;
  readonly bornAt = performance.now();
  runs = 0;
  tainted = false;
  #wiped: Promise<boolean> | undefined;
  readonly #kept = new KeptInputs();
  #channel: RunnerChannel;

  constructor(identity: BoxIdentity, channel: RunnerChannel, metering: Metering, unusedCgroup: string | undefined) {
    this.id = identity.id;
    this.trust = identity.trust;
    this.isolation = identity.isolation;
    this.metering = metering;
    this.unusedCgroup = unusedCgroup;
    this.#channel = channel;
  }

  get alive(): boolean {
    return this.#channel.open;
  }

  async put(files: readonly BoxFile[]): Promise<void> {
    if (files.length === 0) return;
    const parts = files.flatMap((file) => [putFrame(file.name, file.executable, file.bytes.length), file.bytes]);
    let stored = 0;
    let problem: string | undefined;
    await this.#channel.exchange(parts, HOUSEKEEPING_MS, (type, payload) => {
      if (type !== fromRunner.put) return false;
      if (payload[0] !== 0) problem ??= `cannot store ${files[stored]?.name}: ${payload.subarray(1).toString()}`;
      return ++stored === files.length;
    });
    if (problem) throw new BoxFault(problem);
  }

  async run(command: BoxCommand): Promise<BoxResult> {
    this.runs++;
    const { limits } = command;
    const stdin = command.stdin ?? new Uint8Array();
    const kept = command.kept === undefined ? undefined : this.#kept.use(command.kept);
    if (command.kept !== undefined && kept === undefined) throw new RangeError(`no input ${command.kept} is kept here`);
    const flags =
      (this.trust === 'compile' ? runFlags.writes : 0) |
      (command.drainOutput ? runFlags.drain : 0) |
      (command.unmetered ? runFlags.unmetered : 0) |
      (command.feedbackDir === undefined ? 0 : runFlags.feedback) |
      (command.live ? runFlags.live : 0) |
      (kept === undefined ? 0 : runFlags.kept) |
      (command.channel ? runFlags.channel : 0) |
      (command.merged ? runFlags.merged : 0);
    const request = runFrame(
      {
        flags,
        kept: kept ?? 0,
        argv: command.argv,
        env: [
          ...Object.entries(command.env).map(([name, value]) => `${name}=${value}`),
          ...(command.feedbackDir === undefined ? [] : [`FEEDBACK_DIR=${command.feedbackDir}`]),
        ],
        stderrKeepBytes: command.stderrKeepBytes,
        fileBytes: FILE_BYTES[this.trust],
        ...limits,
      },
      stdin.length,
    );
    const told = Promise.withResolvers<RunReport>();
    let stderr: Uint8Array = new Uint8Array();
    let prints: Uint8Array = new Uint8Array();
    let clean = true;
    const done = this.#channel.exchange(
      stdin.length > 0 ? [request, stdin] : [request],
      limits.wallMs + GRACE_MS,
      (type, payload) => {
        if (type === fromRunner.stdout) command.onStdout(payload);
        else if (type === fromRunner.stderr) stderr = payload;
        else if (type === fromRunner.prints) prints = payload;
        else if (type === fromRunner.taken) command.live?.onTaken(payload.readUInt32LE(0));
        else if (type === fromRunner.ended) command.live?.onEnded(Number(payload.readBigUInt64LE(0)) / 1e6);
        else if (type === fromRunner.wiped) {
          clean = payload[0] === 0;
          return true;
        } else if (type === fromRunner.result) {
          const report = readRunReport(payload);
          if (report.wiping) this.#wiped = wiped;
          told.resolve(report);
          return report.wiping ? { withinMs: HOUSEKEEPING_MS } : true;
        }
        return false;
      },
      command.live !== undefined,
    );
    // Who waits for the run hears of it as soon as it has ended; what it left is the next one's concern.
    const wiped = done.then(
      () => clean,
      (fault: unknown) => {
        told.reject(fault);
        return false;
      },
    );
    command.live?.onStart(this.#liveInput());
    const stop = (): void => this.#channel.tell([frameHead(toRunner.stop, 0)]);
    if (command.signal?.aborted === true) stop();
    command.signal?.addEventListener('abort', stop);
    const report = await told.promise.finally(() => command.signal?.removeEventListener('abort', stop));
    if (report.kind === 'not-prepared') throw new BoxFault(`a run could not be prepared: ${errnoName(report.errno)}`);
    return { evidence: this.#evidence(report, limits), stderr, prints, endedAtMs: report.endedAtMs };
  }

  keeps(id: string): boolean {
    return this.#kept.has(id);
  }

  keep(id: string, bytes: Uint8Array): boolean {
    const place = this.#kept.add(id, bytes.length);
    if (place === undefined) return false;
    for (const number of place.forget) this.#channel.tell([forgetFrame(number)]);
    this.#channel.tell([keepFrame(place.number, bytes.length), bytes]);
    return true;
  }

  async clean(): Promise<boolean> {
    if (this.#wiped === undefined) return this.alive;
    if (await this.#wiped) this.#wiped = undefined;
    else this.tainted = true;
    return !this.tainted && this.alive;
  }

  async collect(name: string, maxBytes: number, ifSucceeded = false): Promise<Collected> {
    const files: BoxFile[] = [];
    let problem: string | undefined;
    const utf8 = new TextDecoder('utf-8', { fatal: true });
    await this.#channel.exchange([collectFrame(name, maxBytes, ifSucceeded)], HOUSEKEEPING_MS, (type, payload) => {
      if (type === fromRunner.file) {
        const nameEnd = 3 + payload.readUInt16LE(1);
        let found = '';
        try {
          found = utf8.decode(payload.subarray(3, nameEnd));
        } catch {
          // It could not be put back under the same name.
          problem ??= 'a file name is not UTF-8';
        }
        files.push({
          name: found,
          bytes: payload.subarray(nameEnd),
          executable: payload[0] === 1,
        });
      }
      if (type !== fromRunner.collected) return false;
      if (payload[0] !== 0) problem ??= payload.subarray(1).toString();
      return true;
    });
    if (problem !== undefined) return { problem };
    return files.length > 0 ? { files } : { problem: 'not found' };
  }

  async reset(): Promise<boolean> {
    let clean = false;
    this.#kept.nextUser();
    await this.#channel.exchange([frameHead(toRunner.reset, 0)], HOUSEKEEPING_MS, (type, payload) => {
      if (type !== fromRunner.reset) return false;
      clean = payload[0] === 0;
      return true;
    });
    if (!clean) this.tainted = true;
    this.#wiped = undefined;
    return clean;
  }

  close(): Promise<void> {
    return this.#channel.close();
  }

  #liveInput(): LiveInput {
    let open = true;
    return {
      write: (bytes) => {
        if (open && bytes.length > 0) this.#channel.send([frameHead(toRunner.stdin, bytes.length), bytes]);
      },
      end: () => {
        if (open) this.#channel.send([frameHead(toRunner.stdin, 0)]);
        open = false;
      },
      allow: (bytes) => this.#channel.send([creditFrame(bytes)]),
      stop: () => this.#channel.send([frameHead(toRunner.stop, 0)]),
    };
  }

  #evidence(report: RunReport, limits: RunLimits): RunEvidence {
    const exit: ExitState =
      report.kind === 'exited'
        ? { kind: 'exited', code: report.code }
        : report.kind === 'signaled'
          ? { kind: 'signaled', signal: signalName(report.code) }
          : { kind: 'not-started', error: errnoName(report.errno) };
    return {
      exit,
      limitHit: report.limit,
      cpuMs: report.cpuMs,
      wallMs: report.wallMs,
      memoryBytes: report.memoryBytes,
      oomKilled: report.oomKills > 0,
      stdoutBytes: report.stdoutBytes,
      stderrBytes: report.stderrBytes,
      leftover: report.leftover,
      ...(report.limit === 'wall' ? { delayMs: report.delayMs } : {}),
      limits,
      metering: this.metering,
      isolation: this.isolation,
      box: this.id,
      host: HOST,
    };
  }
}

const HOST = hostname();
