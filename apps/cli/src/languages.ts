import { createDocket } from '@docket/client/docket';
import { listLanguages, type Language } from '@docket/contracts/http/language';
import { createSandbox } from '@docket/sandbox/create-sandbox';
import { readLanguageCatalog } from '@docket/sandbox/language-catalog';
import { runningInstance } from './instance/lock.ts';
import { readSettings } from './instance/settings.ts';
import { note, print } from './output.ts';

/** `docket languages`: what the running instance's workers found; without one, what a sandbox of our own finds here. */
export async function languages(): Promise<void> {
  const { dataDir, config } = readSettings();
  const url = runningInstance(dataDir)?.url;
  const here =
    url === undefined
      ? await lookHere(dataDir, config.SANDBOX)
      : (await createDocket({ baseUrl: url }).call(listLanguages)).data;
  for (const { id, name, version, floor } of here) {
    const cost =
      floor === null
        ? ''
        : `${floor.cpuMs.toFixed(0).padStart(5)} ms ${(floor.memoryBytes / 2 ** 20).toFixed(0).padStart(4)} MiB for an empty program`;
    print(`${id.padEnd(12)} ${name.padEnd(26)} ${version.padEnd(12)} ${cost}`.trimEnd());
  }
  const found = new Set(here.map(({ id }) => id));
  const others = [...(await readLanguageCatalog()).keys()].filter((id) => !found.has(id));
  if (others.length > 0)
    note(`not here: ${others.join(', ')}. npm run docket -- languages install [id...|all] installs them.`);
}

async function lookHere(dataDir: string, backend: 'auto' | 'docker' | 'bubblewrap'): Promise<readonly Language[]> {
  note(
    'Docket is not running: looking at this machine. Measuring a language for the first time takes a second or more.',
  );
  const log = { info() {}, warn: () => {}, error: () => {} };
  const sandbox = await createSandbox({ backend, slots: 1, dataDir, log, precompile: false });
  try {
    return await sandbox.languages({ complete: true });
  } finally {
    await sandbox.close();
  }
}

/** `docket languages install`: the set-up has installed what was asked for before it started us. */
export async function languagesInstalled(args: readonly string[]): Promise<void> {
  if (args.length === 0) note('name languages by their id, or all: npm run docket -- languages install rust go');
  else note('installed. Workers look for languages when they start: restart Docket if it is running.');
  return Promise.resolve();
}
