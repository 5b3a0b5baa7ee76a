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

/**
 * Runs two programs in two boxes with the output of each as the input of the other, the bytes passed on here: each keeps
 * its own box, uid, meters and limits. When one ends the other reads end of file, and is ended when it does not follow.
 */
export async function talk({ program, interactor, finish, onTalk }: Talk): Promise<Interaction> {
  let toProgram: LiveInput | undefined;
  let toInteractor: LiveInput | undefined;
  const early: Uint8Array[] = [];
  const timers: NodeJS.Timeout[] = [];

  const said = interactor({
    live: (input) => (toInteractor = input),
    onStdout: (chunk) => {
      onTalk?.('interactor', chunk);
      // A copy: the bytes belong to the stream they came from.
      if (toProgram) toProgram.write(new Uint8Array(chunk));
      else early.push(new Uint8Array(chunk));
    },
  });
  // Whatever fails first is reported; the other must not be left unhandled.
  said.catch(() => toProgram?.stop());
  const ran = program({
    live: (input) => {
      toProgram = input;
      for (const chunk of early.splice(0)) input.write(chunk);
    },
    onStdout: (chunk) => {
      onTalk?.('program', chunk);
      toInteractor?.write(new Uint8Array(chunk));
    },
  });
  ran.catch(() => toInteractor?.stop());

  const follow = async (
    result: Promise<BoxResult>,
    other: () => LiveInput | undefined,
    ms: number,
  ): Promise<BoxResult> => {
    const ended = await result;
    other()?.end();
    timers.push(setTimeout(() => other()?.stop(), ms));
    return ended;
  };
  try {
    const [programResult, interactorResult] = await Promise.all([
      follow(ran, () => toInteractor, DECISION_MS),
      follow(said, () => toProgram, FAREWELL_MS),
    ]);
    return {
      program: programResult,
      interactor: await finish(interactorResult),
      first: interactorResult.endedAtMs <= programResult.endedAtMs ? 'interactor' : 'program',
    };
  } finally {
    for (const timer of timers) clearTimeout(timer);
    await Promise.allSettled([ran, said]);
  }
}
