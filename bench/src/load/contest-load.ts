import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '../lib/helper.ts';
import { HttpConnection } from './raw-http.ts';

export type Timed = { readonly ms: readonly number[]; readonly statuses: Readonly<Record<string, number>> };

type Person = { readonly connection: HttpConnection; readonly headers: string };
let people: Person[] = [];

/** Client addresses: each has ephemeral ports of its own. */
const ADDRESSES = Array.from({ length: 8 }, (_, n) => `127.0.0.${n + 10}`);

const handlers = {
  /** Everybody has the page of the contest open: a connection that is kept. */
  async open({ port, tokens }: { port: number; tokens: readonly string[] }): Promise<void> {
    for (const { connection } of people) connection.close();
    people = [];
    for (let at = 0; at < tokens.length; at += 100)
      people.push(
        ...(await Promise.all(
          tokens.slice(at, at + 100).map(async (token, n) => ({
            connection: await HttpConnection.open(port, ADDRESSES[(at + n) % ADDRESSES.length]),
            headers: `Authorization: Bearer ${token}\r\n`,
          })),
        )),
      );
  },

  /** Each asks for all paths, one after the other, beginning within so many ms; everybody's first comes before anybody waits. */
  async ask({ paths, withinMs }: { paths: readonly string[]; withinMs: number }): Promise<Timed> {
    const ms: number[] = [];
    const statuses: Record<string, number> = {};
    const started = performance.now();
    await Promise.all(
      people.map(async ({ connection, headers }, n) => {
        await sleep((n / people.length) * withinMs - (performance.now() - started));
        for (const path of paths) {
          const at = performance.now();
          const { status } = await connection.get(path, headers);
          ms.push(performance.now() - at);
          statuses[status] = (statuses[status] ?? 0) + 1;
        }
      }),
    );
    return { ms, statuses };
  },

  /** Each sends so many submissions, spread evenly over so many ms. @returns times of the answers, and the ids of what was taken in */
  async submit({
    bodies,
    withinMs,
  }: {
    /** By person, one after the other. */
    bodies: readonly (readonly string[])[];
    withinMs: number;
  }): Promise<Timed & { readonly ids: readonly string[] }> {
    const ms: number[] = [];
    const ids: string[] = [];
    const statuses: Record<string, number> = {};
    const started = performance.now();
    await Promise.all(
      people.map(async ({ connection, headers }, n) => {
        const own = bodies[n] ?? [];
        for (const [nth, body] of own.entries()) {
          const due = ((nth + n / people.length) / own.length) * withinMs;
          await sleep(Math.max(0, due - (performance.now() - started)));
          const at = performance.now();
          const { status, body: text } = await connection.post('/submissions', headers, body);
          ms.push(performance.now() - at);
          statuses[status] = (statuses[status] ?? 0) + 1;
          if (status === 202) ids.push((JSON.parse(text) as { submissionId: string }).submissionId);
        }
      }),
    );
    return { ms, statuses, ids };
  },
};

export type ContestLoad = typeof handlers;
serve(handlers);
