import { constants } from 'node:os';

/**
 * Frames between host and runner, the same as in `runner/runner.h`: little-endian u32 payload length, type byte, payload.
 */
export const toRunner = {
  put: 1,
  run: 2,
  collect: 3,
  reset: 4,
  stdin: 5,
  stop: 6,
  credit: 7,
  keep: 8,
  forget: 9,
} as const;
export const fromRunner = {
  hello: 1,
  put: 2,
  stdout: 3,
  stderr: 4,
  result: 5,
  file: 6,
  collected: 7,
  reset: 8,
  fault: 9,
  wiped: 10,
  taken: 11,
  ended: 12,
  prints: 13,
} as const;

/** Inputs that a runner keeps at a time at most. */
export const KEPT_INPUTS = 64;

/** What a program that talks may have written that the other side did not take: the room of a pipe between two boxes. */
export const LIVE_WINDOW = 256 * 1024;

const HEAD = 5;
/** Twice the largest thing a runner is asked for, a file of `ARTIFACT_BYTES`. Longer is what no sound runner says. */
const WHOLE_BYTES = 256 * 1024 * 1024;
const NOTHING = Buffer.alloc(0);
export const runFlags = {
  writes: 1,
  drain: 2,
  unmetered: 4,
  feedback: 8,
  live: 16,
  kept: 32,
  channel: 64,
  merged: 128,
} as const;

export function frameHead(type: number, payloadBytes: number, room = 0): Buffer {
  const head = Buffer.allocUnsafe(HEAD + room);
  head.writeUInt32LE(payloadBytes, 0);
  head[4] = type;
  return head;
}

/** What comes before a file's content. */
export function putFrame(name: string, executable: boolean, contentBytes: number): Buffer {
  const nameBytes = Buffer.byteLength(name);
  const frame = frameHead(toRunner.put, 3 + nameBytes + contentBytes, 3 + nameBytes);
  frame[5] = executable ? 1 : 0;
  frame.writeUInt16LE(nameBytes, 6);
  frame.write(name, 8);
  return frame;
}

/** What comes before the bytes of an input that the runner is to keep under a number. */
export function keepFrame(number: number, inputBytes: number): Buffer {
  const frame = frameHead(toRunner.keep, 1 + inputBytes, 1);
  frame[5] = number;
  return frame;
}

export function forgetFrame(number: number): Buffer {
  const frame = frameHead(toRunner.forget, 1, 1);
  frame[5] = number;
  return frame;
}

export type RunRequest = {
  readonly flags: number;
  /** The number of the kept input that is to be standard input; meant only with that flag. */
  readonly kept: number;
  readonly argv: readonly string[];
  readonly env: readonly string[];
  readonly processes: number;
  readonly stderrKeepBytes: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly memoryBytes: number;
  readonly outputBytes: number;
  readonly fileBytes: number;
};

const RUN_FIXED = 56;

/** What comes before the input's bytes. */
export function runFrame(request: RunRequest, stdinBytes: number): Buffer {
  const strings = Buffer.from([...request.argv, ...request.env].map((text) => `${text}\0`).join(''));
  const frame = frameHead(toRunner.run, RUN_FIXED + strings.length + stdinBytes, RUN_FIXED + strings.length);
  frame[5] = request.flags;
  frame[6] = request.kept;
  frame.writeUInt16LE(request.argv.length, 7);
  frame.writeUInt16LE(request.env.length, 9);
  frame.writeUInt16LE(strings.length, 11);
  frame.writeUInt32LE(request.processes, 13);
  frame.writeUInt32LE(request.stderrKeepBytes, 17);
  let at = 21;
  const wide = [request.cpuMs * 1e6, request.wallMs * 1e6, request.memoryBytes, request.outputBytes, request.fileBytes];
  for (const value of wide) at = frame.writeBigUInt64LE(BigInt(Math.round(value)), at);
  strings.copy(frame, at);
  return frame;
}

export function collectFrame(name: string, maxBytes: number, ifSucceeded: boolean): Buffer {
  const nameBytes = Buffer.byteLength(name);
  const frame = frameHead(toRunner.collect, 9 + nameBytes, 9 + nameBytes);
  frame.writeBigUInt64LE(BigInt(maxBytes), 5);
  frame[13] = ifSucceeded ? 1 : 0;
  frame.write(name, 14);
  return frame;
}

/** More bytes of output that a program that talks may write. */
export function creditFrame(bytes: number): Buffer {
  const frame = frameHead(toRunner.credit, 8, 8);
  frame.writeBigUInt64LE(BigInt(bytes), 5);
  return frame;
}

export type RunReport = {
  /** `not-prepared`: the runner failed before the kernel was asked to start the file. */
  readonly kind: 'exited' | 'signaled' | 'not-started' | 'not-prepared';
  readonly code: number;
  readonly limit: 'cpu' | 'wall' | 'memory' | 'output' | null;
  /** The run left files; a frame follows when they are gone, or are known to stay. */
  readonly wiping: boolean;
  readonly errno: number;
  readonly oomKills: number;
  readonly leftover: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly memoryBytes: number;
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  /** When it ended, in ms of the monotonic clock that all boxes of a machine share. */
  readonly endedAtMs: number;
  /** Where its wall time ran out: how long its processes were ready to run and had no core. */
  readonly delayMs: number;
};

export function readRunReport(payload: Buffer): RunReport {
  const wide = (index: number): number => Number(payload.readBigUInt64LE(16 + index * 8));
  return {
    kind: (['exited', 'signaled', 'not-started'] as const)[payload.readUInt8(0)] ?? 'not-prepared',
    code: payload.readUInt8(1),
    limit: ([null, 'cpu', 'wall', 'memory', 'output'] as const)[payload.readUInt8(2)] ?? null,
    wiping: payload.readUInt8(3) !== 0,
    errno: payload.readUInt32LE(4),
    oomKills: payload.readUInt32LE(8),
    leftover: payload.readUInt32LE(12),
    cpuMs: wide(0) / 1e6,
    wallMs: wide(1) / 1e6,
    memoryBytes: wide(2),
    stdoutBytes: wide(3),
    stderrBytes: wide(4),
    endedAtMs: wide(5) / 1e6,
    delayMs: wide(6) / 1e6,
  };
}

/** Second names of signals that have a better known one. */
const ALIASES = new Set(['SIGIOT', 'SIGPOLL', 'SIGCLD', 'SIGUNUSED']);
const signals = new Map(
  Object.entries(constants.signals).flatMap(([name, number]) => (ALIASES.has(name) ? [] : [[number, name] as const])),
);
const errors = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

export function signalName(number: number): string {
  return signals.get(number) ?? (number >= 34 ? `SIGRTMIN+${number - 34}` : `SIG${number}`);
}

export function errnoName(number: number): string {
  return errors.get(number) ?? `errno ${number}`;
}

/**
 * Cuts a byte stream into frames. Standard output is passed on in pieces as it arrives; all other frames come whole, in
 * memory of their own. That is taken once per frame: a program of megabytes costs as much in fresh pages as in copying.
 */
export class FrameReader {
  #onFrame: (type: number, payload: Buffer) => void;
  #head = Buffer.alloc(HEAD);
  #headHeld = 0;
  #type = 0;
  #left = 0;
  #whole = NOTHING;

  constructor(onFrame: (type: number, payload: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  /** @throws RangeError when a frame that has to come whole is longer than any runner needs; nothing may be pushed after that. */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#headHeld < HEAD) {
        const taken = chunk.copy(this.#head, this.#headHeld, at, at + HEAD - this.#headHeld);
        this.#headHeld += taken;
        at += taken;
        if (this.#headHeld < HEAD) return;
        this.#left = this.#head.readUInt32LE(0);
        this.#type = this.#head.readUInt8(4);
        if (this.#type !== fromRunner.stdout) {
          if (this.#left > WHOLE_BYTES) throw new RangeError(`frame ${this.#type} of ${this.#left} bytes`);
          this.#whole = Buffer.allocUnsafe(this.#left);
        }
        if (this.#left > 0 && at === chunk.length) return;
      }
      const piece = chunk.subarray(at, at + this.#left);
      at += piece.length;
      this.#left -= piece.length;
      if (this.#type === fromRunner.stdout) {
        this.#onFrame(this.#type, piece);
      } else {
        piece.copy(this.#whole, this.#whole.length - this.#left - piece.length);
        if (this.#left === 0) {
          const whole = this.#whole;
          this.#whole = NOTHING;
          this.#onFrame(this.#type, whole);
        }
      }
      if (this.#left === 0) this.#headHeld = 0;
    }
  }
}
