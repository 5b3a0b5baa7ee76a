import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createPool, type Pool } from '@docket/db/pool';
import { serve } from '../lib/helper.ts';

const INSERT = `INSERT INTO inbox_events (id, provider, event_id, headers, body) VALUES ($1, 'bank', $2, '{}', $3) ON CONFLICT DO NOTHING`;

let pool: Pool | undefined;

const handlers = {
  /** A server of Node's own that reads, inserts a row and answers, and does nothing else. @returns its port */
  async listen({ databaseUrl, connections }: { databaseUrl: string; connections: number }): Promise<number> {
    const made = createPool({ DATABASE_URL: databaseUrl, DATABASE_POOL: connections });
    pool = made;
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const values = [randomUUID(), request.headers['webhook-id'], Buffer.concat(parts)];
        void made.query({ name: 'bare', text: INSERT, values }).then(
          () => response.writeHead(200, { 'content-length': 2 }).end('{}'),
          () => response.writeHead(503, { 'content-length': 2 }).end('{}'),
        );
      });
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', resolve);
    await promise;
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  },

  /** The statement alone, one after the other on each connection. @returns seconds */
  async insert({ count, connections }: { count: number; connections: number }): Promise<number> {
    const body = Buffer.alloc(300, 'x');
    let next = 0;
    const started = performance.now();
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while (next < count) {
          next += 1;
          await pool?.query({ name: 'bare', text: INSERT, values: [randomUUID(), randomUUID(), body] });
        }
      }),
    );
    return (performance.now() - started) / 1_000;
  },
};

export type WebhookBare = typeof handlers;
serve(handlers);
