import type { Server, ServerResponse } from 'node:http';

/**
 * Once `stopping` is true, each answer asks for no more requests on its connection (RFC 9112, section 9.6), also that to a request from before
 * the stop. What says nothing is taken by a proxy for a connection that can be used again, and a POST that it sends on one that is being closed
 * is lost: nobody knows whether it was carried out, so nobody may repeat it.
 */
export function closeAfterAnswers(server: Server, stopping: () => boolean): void {
  server.prependListener('request', (_request, response: ServerResponse) => {
    // In whichever of its forms it is called, what was given is given on.
    const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
    response.writeHead = (...given: unknown[]) => {
      // Only here is it the last moment: what came before the stop may be answered after it.
      if (stopping() && !response.headersSent) response.setHeader('connection', 'close');
      return writeHead(...given);
    };
  });
}
