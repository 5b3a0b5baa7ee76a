import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** To the thread: `data` is JSON, which the template reads as `sys.inputs.data`. */
export type Asked = { readonly id: number; readonly template: string; readonly data: string };
export type Printed = {
  readonly id: number;
  readonly pdf?: Uint8Array;
  readonly error?: string;
};

const compiler = NodeCompiler.create();

function print({ id, template, data }: Asked): Printed {
  try {
    const mainFileContent = readFileSync(new URL(`${template}.typ`, import.meta.url), 'utf8');
    const pdf = compiler.pdf({ mainFileContent, inputs: { data } });
    return { id, pdf };
  } catch (error) {
    return { id, error: `${template}: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    // What was set before is of no use to the next document.
    compiler.evictCache(0);
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.on('message', (asked: Asked) => parentPort?.postMessage(print(asked)));
