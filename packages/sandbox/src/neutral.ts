import { copyFile, link, lstat, mkdir, readdir, realpath, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createHash, randomUUID } from 'node:crypto';
import type { SandboxLog } from './log.ts';

/** A program reads in its box's `mountinfo` where what is bound lies on the host. These say nothing of anybody. */
const PARENTS = ['/var/tmp', '/tmp'] as const;
/** What nobody asked for in so long belongs to a version that is gone. */
const STALE_MS = 30 * 24 * 60 * 60_000;

/** Where things lie that are bound into boxes: outside of the folders of whoever runs the worker. */
export type NeutralFolder = {
  /** A folder in it, made where it is missing. */
  folder(name: string): Promise<string>;
  /**
   * The path of a file's content there, under `name` if that says which content it is; one that lies below `/usr`, which every box shows,
   * is named as it is.
   */
  fileOf(path: string, name?: string): Promise<string>;
};

/**
 * The neutral folder of this user, closed to others. Where none can be had (a read-only system, somebody else's folder of that name)
 * things are bound from where they are, and the log says so.
 */
export async function openNeutralFolder(dataDir: string, log: SandboxLog): Promise<NeutralFolder> {
  const name = `docket-${process.getuid?.() ?? 0}`;
  for (const parent of PARENTS) {
    const own = join(parent, name);
    if (!(await isOurs(own))) continue;
    await removeStale(own);
    return neutralFolder(own);
  }
  log.warn(
    { tried: PARENTS },
    'no neutral folder can be had: programs can read in their mountinfo where the data directory is',
  );
  const folder = async (child: string): Promise<string> => await made(join(dataDir, child));
  return { folder, fileOf: async (path) => path };
}

function neutralFolder(own: string): NeutralFolder {
  return {
    folder: async (name) => await touched(await made(join(own, name))),
    async fileOf(path, name) {
      const real = await realpath(path);
      if (real.startsWith('/usr/')) return real;
      const { dev, ino, size, mtimeMs } = await stat(real);
      const key = createHash('sha256').update(`${dev} ${ino} ${size} ${mtimeMs}`).digest('hex').slice(0, 16);
      const file = join(own, name ?? `${basename(real)}-${key}`);
      const known = await stat(file).catch(() => undefined);
      if (known?.size !== size) await put(real, file);
      return file;
    },
  };
}

/** Is it, or can it become, a folder that nobody else can change? The parent is open to all, but sticky. */
async function isOurs(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 }).catch(() => undefined);
    const found = await lstat(path);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  } catch {
    return false;
  }
}

/** In one step, for several workers may start at once. A link costs no space; across file systems it has to be a copy. */
async function put(from: string, to: string): Promise<void> {
  const draft = `${to}.${randomUUID()}`;
  try {
    await link(from, draft).catch(() => copyFile(from, draft));
    await rename(draft, to);
  } finally {
    await rm(draft, { force: true });
  }
}

async function made(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o755 });
  return path;
}

async function touched(path: string): Promise<string> {
  const now = new Date();
  await utimes(path, now, now);
  return path;
}

/** Files are looked at by when they were put there: a link has the times of its content but for this one. */
async function removeStale(own: string): Promise<void> {
  for (const name of await readdir(own)) {
    const path = join(own, name);
    const { ctimeMs } = await stat(path).catch(() => ({ ctimeMs: Date.now() }));
    if (Date.now() - ctimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
  }
}
