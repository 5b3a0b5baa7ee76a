import { Worker } from 'node:worker_threads';
import type { Asked, Printed } from './printer.ts';

/** Templates, `<name>.typ` beside this file, each with a type of what it prints in the domain. */
type Template = 'statement';

/** The thread is let go after so long without work; it holds about 50 MiB. */
const IDLE_MS = 30_000;

type Waiting = { readonly resolve: (pdf: Buffer) => void; readonly reject: (error: Error) => void };

let thread: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

function fail(error: Error): void {
  thread = undefined;
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}

function start(): Worker {
  const started = new Worker(new URL('printer.ts', import.meta.url));
  started.unref();
  started.on('message', ({ id, pdf, error }: Printed) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (pdf !== undefined) call?.resolve(Buffer.from(pdf));
    else call?.reject(new Error(error));
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
 * table a second, and requests go on meanwhile.
 * @returns the PDF. @throws Error for what the template cannot print
 */
export function printPdf(template: Template, data: object): Promise<Buffer> {
  clearTimeout(idle);
  thread ??= start();
  const on = thread;
  on.ref();
  last += 1;
  const asked: Asked = { id: last, template, data: JSON.stringify(data) };
  return new Promise((resolve, reject) => {
    waiting.set(asked.id, { resolve, reject });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    on.postMessage(asked);
  });
}
