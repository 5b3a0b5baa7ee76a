import type { OpenTransport } from './transport.ts';

/** Where a gateway's other way in lies, from the address of its WebSocket. */
function addressOf(socketUrl: string, end: 'http_stream' | 'emulation'): string {
  return socketUrl.replace(/^ws/, 'http').replace(/\/websocket(?=$|\?)/, `/${end}`);
}

/**
 * Frames as lines of an HTTP answer that does not end, and commands as requests beside it (docs/realtime.md). For networks whose proxies let no
 * WebSocket through, and programs that have none.
 * @returns undefined where answers cannot be read as they come
 */
export function overHttpStream(given: typeof fetch | undefined): OpenTransport | undefined {
  const send: typeof fetch | undefined = given ?? globalThis.fetch;
  // Absent from some that have fetch.
  const Decoder: typeof TextDecoder | undefined = globalThis.TextDecoder;
  if (send === undefined || Decoder === undefined) return undefined;

  return (url, events) => {
    const abort = new AbortController();
    const queue: string[] = [];
    let place: { readonly session: string; readonly node: string } | undefined;
    let state: 'new' | 'open' | 'over' = 'new';
    let sending = false;

    const end = () => {
      if (state === 'over') return;
      state = 'over';
      abort.abort();
      events.closed(1006, '');
    };

    async function receive(commands: string): Promise<void> {
      // Text, and not JSON by its type: browsers would ask for permission first.
      const init = { method: 'POST', body: commands, signal: abort.signal, credentials: 'omit', cache: 'no-store' };
      const response = await send?.(addressOf(url, 'http_stream'), init as RequestInit);
      const reader = response?.ok === true ? response.body?.getReader() : undefined;
      if (reader === undefined || Decoder === undefined) return;
      const decoder = new Decoder();
      let rest = '';
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const lines = (rest + decoder.decode(part.value, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (state !== 'over' && line !== '') events.frame(line);
      }
    }

    async function sendQueued(): Promise<void> {
      if (sending || place === undefined) return;
      sending = true;
      while (queue.length > 0 && state !== 'over') {
        const body = JSON.stringify({ ...place, data: queue.splice(0).join('\n') });
        const init = { method: 'POST', body, signal: abort.signal, credentials: 'omit', cache: 'no-store' };
        const response = await send?.(addressOf(url, 'emulation'), init as RequestInit);
        if (response?.ok !== true) end();
      }
      sending = false;
    }

    // After the caller has what is returned.
    void Promise.resolve().then(() => {
      if (state !== 'over') events.open();
    });
    return {
      send: (frame) => {
        if (state === 'new') {
          state = 'open';
          receive(frame).then(end, end);
          return;
        }
        queue.push(frame);
        sendQueued().catch(end);
      },
      named: (session, node) => {
        place = { session, node };
        sendQueued().catch(end);
      },
      close: () => {
        state = 'over';
        abort.abort();
      },
    };
  };
}
