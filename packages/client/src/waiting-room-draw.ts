import { DRAW_RULE, type RoomDraw } from '@docket/contracts/http/waiting-room';

/** What of a draw is checked: the pages of `GET /shows/:id/room/draw` put together. */
export type DrawRecord = { readonly rule: string } & Pick<
  RoomDraw,
  'commitment' | 'seed' | 'entrantsDigest' | 'total' | 'entrants'
>;

export type DrawCheck = {
  /** Everything fits. */
  readonly ok: boolean;
  /** One line per thing that was looked at. */
  readonly checks: readonly { readonly what: string; readonly ok: boolean }[];
};

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new TypeError('not lower-case hex');
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sha256(...parts: readonly Uint8Array[]): Promise<string> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', whole)));
}

function idBytes(id: string): Uint8Array {
  return fromHex(id.replaceAll('-', '').toLowerCase());
}

/** Hex of one length sorts as its bytes do. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** SHA-256 of the entrants' ids, 16 bytes each, ascending; hex. */
export function entrantsDigest(entrants: readonly string[]): Promise<string> {
  return sha256(
    ...entrants
      .map((id) => id.toLowerCase())
      .sort(compare)
      .map(idBytes),
  );
}

/** The entrants by place, from the seed (hex): ascending by SHA-256(seed, digest of the entrants, id). */
export async function drawPlaces(seed: string, entrants: readonly string[]): Promise<string[]> {
  const head = [fromHex(seed), fromHex(await entrantsDigest(entrants))] as const;
  const keyed = await Promise.all(
    entrants.map(async (entrant) => ({ entrant, key: await sha256(...head, idBytes(entrant)) })),
  );
  return keyed.sort((a, b) => compare(a.key, b.key) || compare(a.entrant, b.entrant)).map(({ entrant }) => entrant);
}

/**
 * Recomputes a draw from what was published, with nothing but SHA-256 (docs/waiting-room.md). Runs in browsers and Node.
 * @param noted the commitment as it was published before the opening, if somebody wrote it down
 * @throws TypeError when the draw has not been made or follows a rule that this build does not know
 */
export async function verifyDraw(draw: DrawRecord, noted?: string): Promise<DrawCheck> {
  if (draw.rule !== DRAW_RULE) throw new TypeError(`the rule ${draw.rule} is not known here`);
  const { seed } = draw;
  if (seed === null) throw new TypeError('the draw has not been made yet');
  const places = await drawPlaces(seed, draw.entrants);
  const checks = [
    { what: 'the seed is the one that was committed to', ok: (await sha256(fromHex(seed))) === draw.commitment },
    { what: 'the list of entrants is whole', ok: draw.entrants.length === draw.total },
    { what: 'nobody is in it twice', ok: new Set(draw.entrants).size === draw.entrants.length },
    { what: 'its digest is the published one', ok: (await entrantsDigest(draw.entrants)) === draw.entrantsDigest },
    { what: 'every place is the one that was drawn', ok: places.every((id, at) => id === draw.entrants[at]) },
    ...(noted === undefined
      ? []
      : [{ what: 'the commitment is the one noted before the opening', ok: noted.toLowerCase() === draw.commitment }]),
  ];
  return { ok: checks.every(({ ok }) => ok), checks };
}

/** All pages of a draw as one. @param read a page from a place on, such as `docket.rooms.draw` */
export async function readWholeDraw(read: (query: { readonly from: number }) => Promise<RoomDraw>): Promise<RoomDraw> {
  const first = await read({ from: 1 });
  const entrants = [...first.entrants];
  while (first.seed !== null && entrants.length < first.total) {
    const { entrants: more } = await read({ from: entrants.length + 1 });
    if (more.length === 0) break;
    entrants.push(...more);
  }
  return { ...first, entrants };
}
