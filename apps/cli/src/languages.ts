import { createDocket } from '@docket/client/docket';
import { listLanguages } from '@docket/contracts/http/languages';
import { runningInstance } from './instance/lock.ts';
import { readSettings } from './instance/settings.ts';
import { CommandError, print } from './output.ts';

/** `docket languages`: asks the running instance, whose workers have measured what they found. */
export async function languages(): Promise<void> {
  const url = runningInstance(readSettings().dataDir)?.url;
  if (url === undefined)
    throw new CommandError('Docket is not running on this data directory. Start it with npm start.');
  const { data } = await createDocket({ baseUrl: url }).call(listLanguages);
  for (const { id, name, version, floor } of data) {
    const cost =
      floor === null
        ? ''
        : `${floor.wallMs.toFixed(0).padStart(5)} ms ${(floor.memoryBytes / 2 ** 20).toFixed(0).padStart(4)} MiB for an empty program`;
    print(`${id.padEnd(12)} ${name.padEnd(14)} ${version.padEnd(12)} ${cost}`.trimEnd());
  }
}
