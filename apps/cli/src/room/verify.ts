import { parseArgs } from 'node:util';
import { createDocket } from '@docket/client/docket';
import { DocketApiError } from '@docket/client/errors';
import { readWholeDraw, verifyDraw } from '@docket/client/room-draw';
import { runningInstance } from '../instance/lock.ts';
import { readSettings } from '../instance/settings.ts';
import { CommandError, note, print } from '../output.ts';

const USAGE = 'room verify <showId> [--url http://…] [--commitment <hex noted before the opening>]';

/** `docket room verify`: fetches what was published of a draw, over HTTP as anybody could, and recomputes it. */
export async function roomVerify(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { url: { type: 'string' }, commitment: { type: 'string' } },
  });
  const [showId, ...rest] = positionals;
  if (showId === undefined || rest.length > 0) throw new CommandError(USAGE);
  const baseUrl = values.url ?? runningInstance(readSettings().dataDir)?.url;
  if (baseUrl === undefined) throw new CommandError(`Docket is not running here; name one: ${USAGE}`);
  const draw = await readWholeDraw((query) => createDocket({ baseUrl }).rooms.draw(showId, query)).catch(
    (error: unknown) => {
      throw error instanceof DocketApiError ? new CommandError(error.message) : error;
    },
  );
  print(`commitment ${draw.commitment}`);
  if (draw.seed === null) throw new CommandError(`The draw is not made before the opening, ${draw.opensAt}.`);
  print(`seed       ${draw.seed}`);
  print(`entrants   ${draw.entrantsDigest} (${draw.total})`);
  const { ok, checks } = await verifyDraw(draw, values.commitment);
  for (const check of checks) print(`${check.ok ? 'ok  ' : 'FAIL'} ${check.what}`);
  if (values.commitment === undefined)
    note('whoever noted the commitment before the opening adds --commitment to see that it is still the same');
  if (!ok) throw new CommandError('The draw is not what was committed to.');
}
