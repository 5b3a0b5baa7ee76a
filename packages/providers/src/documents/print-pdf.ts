import { Worker } from 'node:worker_threads';
import { DocketError } from '@docket/contracts/errors';
import type { Asked, Printed } from './printer.ts';

/** Templates, `<name>.typ` beside this file, each with a type of what it prints in the domain. */
type Template = 'statement' | 'receipt';

/** The thread is let go after so long without work; it holds about 50 MiB. */
const IDLE_MS = 30_000;

/** Documents that wait for the one before them; whoever comes then is asked to come again. */
const MOST_WAITING = 20;
/** Of one person: whoever asks for all at once keeps nobody else from theirs. */
const MOST_OF_ONE = 4;
/** The longest statement takes two seconds. A document that takes longer than this is given up, and the thread with it. */
const LONGEST_MS = 20_000;

type Waiting = {
  readonly by: string;
  readonly resolve: (pdf: Buffer) => void;
  readonly reject: (error: Error) => void;
};

let thread: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let late: NodeJS.Timeout | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

function fail(error: Error): void {
  clearTimeout(late);
  thread = undefined;
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}

/** What is being printed takes too long: nobody can stop it but with its thread. */
function giveUp(on: Worker): void {
  if (thread === on) fail(new Error(`a document took longer than ${LONGEST_MS / 1_000} seconds`));
  void on.terminate();
}

/** The one that is next has so long from now on. */
function watch(on: Worker): void {
  clearTimeout(late);
  if (waiting.size > 0) late = setTimeout(() => giveUp(on), LONGEST_MS).unref();
}

function start(): Worker {
  const started = new Worker(new URL('printer.ts', import.meta.url));
  started.unref();
  started.on('message', ({ id, pdf, error }: Printed) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (pdf !== undefined) call?.resolve(Buffer.from(pdf));
    else call?.reject(new Error(error));
    watch(started);
    if (waiting.size === 0) {
      started.unref();
      idle = setTimeout(() => {
        if (thread === started) thread = undefined;
        void started.terminate();
      }, IDLE_MS).unref();
    }
  });
  started.on('error', fail);
  return started;
}

/**
 * Prints a document with a template of this folder. It is set in a thread of its own, one after the other: a page takes some milliseconds, a long
 * table a second, and requests go on meanwhile. Those that wait are few, and none takes longer than twenty seconds.
 * @param by who asks for it
 * @returns the PDF. @throws Error for what the template cannot print, DocketError unavailable when too many wait
 */
export function printPdf(template: Template, data: object, by: string): Promise<Buffer> {
  if (waiting.size >= MOST_WAITING)
    return Promise.reject(
      new DocketError('unavailable', 'Many documents are being printed at the moment; ask for this one again.', {
        retryAfter: 5,
      }),
    );
  if ([...waiting.values()].filter((one) => one.by === by).length >= MOST_OF_ONE)
    return Promise.reject(
      new DocketError(
        'unavailable',
        `Your last ${MOST_OF_ONE} documents are still being printed; ask for this one again.`,
        {
          retryAfter: 2,
        },
      ),
    );
  clearTimeout(idle);
  thread ??= start();
  const on = thread;
  on.ref();
  last += 1;
  const asked: Asked = { id: last, template, data: JSON.stringify(data) };
  return new Promise((resolve, reject) => {
    waiting.set(asked.id, { by, resolve, reject });
    if (waiting.size === 1) watch(on);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    on.postMessage(asked);
  });
}
