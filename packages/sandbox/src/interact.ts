import type { BoxCommand, BoxResult, LiveInput } from './box.ts';
import type { CheckRun, Interaction } from './sandbox.ts';

type Streams = Pick<BoxCommand, 'onStdout' | 'live'>;

export type Talk = {
  readonly program: (io: Streams) => Promise<BoxResult>;
  readonly interactor: (io: Streams) => Promise<BoxResult>;
  /** What the interactor left, once it has ended. */
  readonly finish: (result: BoxResult) => Promise<CheckRun>;
  readonly onTalk?: ((from: 'program' | 'interactor', chunk: Uint8Array) => void) | undefined;
};

/** How long a program may go on after the interactor has decided and its input has ended. */
const FAREWELL_MS = 1000;
/** How long an interactor may go on after the program has ended, beside the limits of its own. */
const DECISION_MS = 5000;

/** One of the two as it is written to; what is done before it is there is done then. */
class End {
  #input: LiveInput | undefined;
  #early: ((input: LiveInput) => void)[] = [];

  open(input: LiveInput): void {
    this.#input = input;
    for (const what of this.#early.splice(0)) what(input);
  }

  do(what: (input: LiveInput) => void): void {
    if (this.#input) what(this.#input);
    else this.#early.push(what);
  }
}

/** The streams of the one that is written to by `own`, whose output goes to `other`. */
function pipe(
  own: End,
  other: End,
  hear: (chunk: Uint8Array) => void,
  onEnded: (atMs: number) => void = () => undefined,
): Streams {
  return {
    live: {
      onStart: (input) => own.open(input),
      onTaken: (bytes) => other.do((input) => input.allow(bytes)),
      onEnded: (atMs) => {
        onEnded(atMs);
        other.do((input) => input.end());
      },
    },
    onStdout: (chunk) => {
      hear(chunk);
      // A copy: the bytes belong to the stream they came from.
      const copy = new Uint8Array(chunk);
      other.do((input) => input.write(copy));
    },
  };
}

/**
 * Runs two programs in two boxes with the output of each as the input of the other, the bytes passed on here: each keeps
 * its own box, uid, meters and limits. As with a pipe, who closes its output is read to the end and may go on, and who writes more than
 * the other reads waits. When one ends the other reads end of file, and is ended when it does not follow.
 */
export async function talk({ program, interactor, finish, onTalk }: Talk): Promise<Interaction> {
  const toProgram = new End();
  const toInteractor = new End();
  const timers: NodeJS.Timeout[] = [];

  let silentSince = Infinity;
  const said = interactor(
    pipe(
      toInteractor,
      toProgram,
      (chunk) => onTalk?.('interactor', chunk),
      (atMs) => (silentSince = atMs),
    ),
  );
  // Whatever fails first is reported; the other must not be left unhandled.
  said.catch(() => toProgram.do((input) => input.stop()));
  const ran = program(pipe(toProgram, toInteractor, (chunk) => onTalk?.('program', chunk)));
  ran.catch(() => toInteractor.do((input) => input.stop()));

  const follow = async (result: Promise<BoxResult>, other: End, ms: number): Promise<BoxResult> => {
    const ended = await result;
    other.do((input) => {
      input.end();
      // Nobody reads it any more, and nobody is hurt by writing: it is to see the end of file, not a broken pipe.
      input.allow(Number.MAX_SAFE_INTEGER);
    });
    timers.push(setTimeout(() => other.do((input) => input.stop()), ms));
    return ended;
  };
  try {
    const [programResult, interactorResult] = await Promise.all([
      follow(ran, toInteractor, DECISION_MS),
      follow(said, toProgram, FAREWELL_MS),
    ]);
    // Closing its output is a part of ending for an interactor that ends right after it.
    const { endedAtMs } = interactorResult;
    const decidedAt = endedAtMs - silentSince < FAREWELL_MS ? Math.min(silentSince, endedAtMs) : endedAtMs;
    return {
      program: programResult,
      interactor: await finish(interactorResult),
      first: decidedAt <= programResult.endedAtMs ? 'interactor' : 'program',
    };
  } finally {
    for (const timer of timers) clearTimeout(timer);
    await Promise.allSettled([ran, said]);
  }
}
