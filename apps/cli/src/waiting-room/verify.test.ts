import { createServer } from 'node:http';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { drawPlaces, entrantsDigest } from '@docket/client/waiting-room-draw';
import { DRAW_RULE, type RoomDraw } from '@docket/contracts/http/waiting-room';
import { roomVerify } from './verify.ts';

const showId = randomUUID();

async function makeDraw(): Promise<RoomDraw> {
  const seed = randomBytes(32);
  const entrants = await drawPlaces(
    seed.toString('hex'),
    Array.from({ length: 9 }, () => randomUUID()),
  );
  return {
    showId,
    rule: DRAW_RULE,
    opensAt: new Date(Date.now() - 60_000).toISOString(),
    drawnAt: new Date().toISOString(),
    commitment: createHash('sha256').update(seed).digest('hex'),
    seed: seed.toString('hex'),
    entrantsDigest: await entrantsDigest(entrants),
    total: entrants.length,
    entrants,
    from: 1,
  };
}

/** Runs the command against a server that publishes this draw. @returns what it printed, and why it failed */
async function verify(draw: RoomDraw, ...args: string[]): Promise<{ readonly out: string; readonly error: string }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(draw));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  let out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const error = await roomVerify([showId, '--url', `http://127.0.0.1:${port}`, ...args]).then(
    () => '',
    (failure: Error) => failure.message,
  );
  return { out, error };
}

afterEach(() => vi.restoreAllMocks());

describe('room verify', () => {
  it('passes what was drawn as it was promised, and says the own place', async () => {
    const draw = await makeDraw();
    const entrant = (draw.entrants[4] ?? '').toUpperCase();
    const { out, error } = await verify(draw, '--commitment', draw.commitment.toUpperCase(), '--entrant', entrant);
    expect(error).toBe('');
    expect(out).toContain('ok   the commitment is the one noted before the opening\nok   your place is 5 of 9\n');
    expect(out).not.toContain('FAIL');
  });

  it('fails for a place that was changed, a commitment that was, and somebody who was left out', async () => {
    const draw = await makeDraw();
    const [first = '', second = '', ...others] = draw.entrants;
    const swapped = await verify({ ...draw, entrants: [second, first, ...others] });
    expect(swapped.out).toContain('FAIL every place is the one that was drawn');
    expect(swapped.error).toContain('not what was committed to');
    expect((await verify(draw, '--commitment', 'ab'.repeat(32))).out).toContain('FAIL the commitment');
    const leftOut = randomUUID();
    const missing = await verify(draw, '--entrant', leftOut);
    expect(missing.out).toContain(`FAIL ${leftOut} is not in the list`);
    expect(missing.error).toContain('not with this entrant');
  });

  it('says before the draw what there is to do, and compares what was noted already then', async () => {
    const opensAt = new Date(Date.now() + 60_000).toISOString();
    const draw = { ...(await makeDraw()), opensAt, drawnAt: null, seed: null, entrantsDigest: null, entrants: [] };
    const { out, error } = await verify(draw);
    expect(out).toBe(`commitment ${draw.commitment}\n`);
    expect(error).toContain(opensAt);
    expect((await verify(draw, '--commitment', 'ab'.repeat(32))).error).toContain('not the commitment you noted');
    const late = { ...draw, opensAt: new Date(Date.now() - 60_000).toISOString() };
    expect((await verify(late)).error).toContain('not made yet');
  });

  it('tells an id from what is none before it asks anybody', async () => {
    await expect(roomVerify(['nonsense'])).rejects.toThrow('nonsense is not the id of a show');
    await expect(roomVerify([])).rejects.toThrow('room verify <showId>');
  });
});
