import { startInstance } from './instance/instance.ts';
import { print } from './output.ts';
import { stopSignal, untilAborted } from './signals.ts';

/** `npm start`: all services in the foreground until a signal. */
export async function start(): Promise<void> {
  const aborted = stopSignal();
  const instance = await startInstance(aborted);
  print(`docket ready ${instance.url}`);
  await untilAborted(aborted);
  await instance.stop();
}
