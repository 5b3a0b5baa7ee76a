import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createDocket } from '@docket/client/docket';
import { DocketApiError } from '@docket/client/errors';
import { readWholeDraw, verifyDraw } from '@docket/client/waiting-room-draw';
import type { RoomDraw } from '@docket/contracts/http/waiting-room';
import { runningInstance } from '../instance/lock.ts';
import { readSettings } from '../instance/settings.ts';
import { CommandError, note, print } from '../output.ts';

const USAGE =
  'room verify <showId> [--url http://…] [--commitment <hex noted before the opening>] [--entrant <own id in the list>]';

type Asked = {
  readonly showId: string;
  readonly url: string | undefined;
  readonly commitment: string | undefined;
  readonly entrant: string | undefined;
};

function read(args: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { url: { type: 'string' }, commitment: { type: 'string' }, entrant: { type: 'string' } },
  });
  const [showId, ...rest] = positionals;
  if (showId === undefined || rest.length > 0) throw new CommandError(USAGE);
  if (!z.uuid().safeParse(showId).success)
    throw new CommandError(`${showId} is not the id of a show; it stands in the address of its page: /shows/<showId>`);
  return {
    showId,
    url: values.url,
    commitment: values.commitment?.toLowerCase(),
    entrant: values.entrant?.toLowerCase(),
  };
}

/** Before the draw there is nothing to recompute, and one thing to do: whoever notes the commitment now can hold us to it. */
function notYet(draw: RoomDraw, asked: Asked): CommandError {
  if (asked.commitment !== undefined && asked.commitment !== draw.commitment)
    return new CommandError('This is not the commitment you noted.');
  const { opensAt, total, showId, commitment } = draw;
  if (Date.parse(opensAt) <= Date.now())
    return new CommandError(
      `The sale opened at ${opensAt} and the draw is not made yet: a worker of the area booking makes it within a second or two.`,
    );
  note(`${total} have entered so far. Note the commitment, and after the opening run`);
  note(`  npm run docket -- room verify ${showId} --commitment ${commitment}`);
  return new CommandError(`The places are drawn when the sale opens, ${opensAt}.`);
}

/** Whether somebody is where the published list says, which the other checks have shown to be where the draw put them. */
function placeOf(entrant: string, draw: RoomDraw): { readonly what: string; readonly ok: boolean } {
  const at = draw.entrants.findIndex((id) => id.toLowerCase() === entrant);
  if (at >= 0) return { what: `your place is ${at + 1} of ${draw.total}`, ok: true };
  return { what: `${entrant} is not in the list: it came after the opening, or was left out`, ok: false };
}

/** `docket room verify`: fetches what was published of a draw, over HTTP as anybody could, and recomputes it. */
export async function roomVerify(args: readonly string[]): Promise<void> {
  const asked = read(args);
  const baseUrl = asked.url ?? runningInstance(readSettings().dataDir)?.url;
  if (baseUrl === undefined) throw new CommandError(`Docket is not running here; name one: ${USAGE}`);
  const draw = await readWholeDraw((query) => createDocket({ baseUrl }).rooms.draw(asked.showId, query)).catch(
    (error: unknown) => {
      throw error instanceof DocketApiError ? new CommandError(`${baseUrl}: ${error.message}`) : error;
    },
  );
  print(`commitment ${draw.commitment}`);
  if (draw.seed === null) throw notYet(draw, asked);
  print(`seed       ${draw.seed}`);
  print(`digest     ${draw.entrantsDigest} of ${draw.total} entrants, drawn ${draw.drawnAt}`);
  const drawn = await verifyDraw(draw, asked.commitment);
  const own = asked.entrant === undefined ? [] : [placeOf(asked.entrant, draw)];
  for (const check of [...drawn.checks, ...own]) print(`${check.ok ? 'ok  ' : 'FAIL'} ${check.what}`);
  if (asked.commitment === undefined)
    note('whoever noted the commitment before the opening adds --commitment to see that it is still the same');
  if (asked.entrant === undefined)
    note('whoever was there before the opening adds --entrant with the id shown in the room, to see the own place');
  if (!drawn.ok) throw new CommandError('The draw is not what was committed to.');
  if (own.some(({ ok }) => !ok)) throw new CommandError('The draw is right, but not with this entrant in it.');
}
