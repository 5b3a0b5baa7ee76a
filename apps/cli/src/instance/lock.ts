import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, startedAt } from '@docket/runtime/embedded/process';

const instanceFile = z.object({
  pid: z.int(),
  /** Start of that process in clock ticks: an id alone may have been given to another process since. */
  startedAt: z.string().nullable(),
  since: z.string(),
  /** Filled in as the parts come up. Holds passwords, so the file is readable by its owner only. */
  url: z.string().optional(),
  databaseUrl: z.string().optional(),
  redisUrl: z.string().optional(),
});

/** Who runs on a data directory, and how to reach it. */
export type RunningInstance = z.infer<typeof instanceFile>;

const pathOf = (dataDir: string): string => join(dataDir, 'instance.json');

/** The live instance of a data directory; undefined when there is none, or only what a crash left. */
export function runningInstance(dataDir: string): RunningInstance | undefined {
  let text: string;
  try {
    text = readFileSync(pathOf(dataDir), 'utf8');
  } catch {
    return undefined;
  }
  const parsed = instanceFile.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { pid, startedAt: start } = parsed.data;
  return isAlive(pid) && (start === null || startedAt(pid) === start) ? parsed.data : undefined;
}

/** A file cut off by a crash counts as none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type InstanceLock = { update(changes: Partial<RunningInstance>): void; release(): void };

/** Takes the data directory for this process. Returns who has it, if somebody does. */
export function lockDataDir(dataDir: string): InstanceLock | RunningInstance {
  const path = pathOf(dataDir);
  let mine: RunningInstance = { pid: process.pid, startedAt: startedAt(process.pid), since: new Date().toISOString() };
  for (;;) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, JSON.stringify(mine));
      closeSync(file);
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const other = runningInstance(dataDir);
      if (other !== undefined) return other;
      rmSync(path, { force: true });
    }
  }
  return {
    update(changes) {
      mine = { ...mine, ...changes };
      writeFileSync(`${path}.tmp`, JSON.stringify(mine), { mode: 0o600 });
      renameSync(`${path}.tmp`, path);
    },
    release: () => rmSync(path, { force: true }),
  };
}

export function isLock(result: InstanceLock | RunningInstance): result is InstanceLock {
  return 'release' in result;
}
