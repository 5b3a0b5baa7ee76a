import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPool } from '@docket/db/pool';
import { serve } from '../lib/helper.ts';

const WHETHER =
  'SELECT m.user_id FROM judge_scope_members m JOIN judge_scopes s ON s.id = m.scope_id WHERE m.scope_id = $1 AND m.user_id = $2 AND s.open_at <= now()';

const handlers = {
  /** A server of Node's own that asks with one statement whether the caller takes part, and answers the same bytes to all. @returns its port */
  async listen(input: {
    databaseUrl: string;
    contestId: string;
    users: Readonly<Record<string, string>>;
    body: string;
  }): Promise<number> {
    const pool = createPool({ DATABASE_URL: input.databaseUrl, DATABASE_POOL: 10 });
    const body = Buffer.from(input.body);
    const server = createServer((request, response) => {
      const user = input.users[request.headers.authorization ?? ''];
      void pool.query({ name: 'bare', text: WHETHER, values: [input.contestId, user] }).then(
        ({ rows }) =>
          response
            .writeHead(rows.length === 0 ? 403 : 200, {
              'content-type': 'application/json',
              'content-length': body.length,
            })
            .end(body),
        () => response.writeHead(503, { 'content-length': 0 }).end(),
      );
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1_024 }, resolve);
    await promise;
    return (server.address() as AddressInfo).port;
  },
};

export type ContestBare = typeof handlers;
serve(handlers);
