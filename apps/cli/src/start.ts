import { parseArgs } from 'node:util';
import { startInstance } from './instance/instance.ts';
import { print } from './output.ts';
import { stopSignal, untilAborted } from './signals.ts';

/** `npm start`: all services in the foreground until a signal. Everything is set through the environment. */
export async function start(args: readonly string[]): Promise<void> {
  parseArgs({ args: [...args], options: {} });
  const aborted = stopSignal();
  const instance = await startInstance(aborted);
  print(`docket ready ${instance.url}`);
  await untilAborted(aborted);
  await instance.stop();
}
