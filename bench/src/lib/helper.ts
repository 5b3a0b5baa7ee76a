import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a helper process does for its parent: each by its name. */
export type Handlers = Readonly<Record<string, (input: never) => Promise<unknown>>>;

type Request = { readonly id: number; readonly name: string; readonly input: unknown };
type Reply = { readonly id: number; readonly result?: unknown; readonly error?: string };

export type Helper<H extends Handlers> = {
  readonly pid: number;
  call<K extends keyof H & string>(name: K, input: Parameters<H[K]>[0]): Promise<Awaited<ReturnType<H[K]>>>;
  end(): void;
};

/**
 * Runs a file of `load/` as a process of its own, so that a load generator has its own event loop and its CPU time can be told apart.
 * It ends when this process does. @throws from `call` what the handler threw, or that the helper ended.
 */
export function startHelper<H extends Handlers>(file: string): Helper<H> {
  const path = fileURLToPath(new URL(`../load/${file}`, import.meta.url));
  const child = fork(path, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  let next = 0;
  child.on('message', (message) => {
    // Sent by `serve`, which knows no other form.
    const { id, result, error } = message as Reply;
    if (error === undefined) open.get(id)?.resolve(result);
    else open.get(id)?.reject(new Error(error));
    open.delete(id);
  });
  child.on('exit', (code, signal) => {
    for (const { reject } of open.values())
      reject(new Error(`${file} ended with ${signal ?? `status ${code ?? 'unknown'}`}`));
  });
  if (child.pid === undefined) throw new Error(`${file} did not start`);
  return {
    pid: child.pid,
    call(name, input) {
      const slot = Promise.withResolvers<unknown>();
      next += 1;
      open.set(next, slot);
      child.send({ id: next, name, input } satisfies Request);
      // The handler of that name gave it.
      return slot.promise as Promise<Awaited<ReturnType<H[typeof name]>>>;
    },
    end: () => void child.kill('SIGKILL'),
  };
}

/** The helper's side: answers the parent until it goes away. */
export function serve(handlers: Handlers): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    const { id, name, input } = message as Request;
    const handle = handlers[name] as ((value: unknown) => Promise<unknown>) | undefined;
    const run = handle === undefined ? Promise.reject(new Error(`no handler ${name}`)) : handle(input);
    run.then(
      (result) => process.send?.({ id, result } satisfies Reply),
      (error: unknown) =>
        process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}
