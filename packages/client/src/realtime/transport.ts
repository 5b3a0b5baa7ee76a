/** One way to the gateway, open until it closes; then another has to be opened. */
export type Transport = {
  /** Sends commands, JSON separated by newlines. */
  send(frame: string): void;
  /** How the gateway knows the connection, and which gateway it is: for commands that are not sent on the connection itself. */
  named?(session: string, node: string): void;
  /** Nothing is told any more. */
  close(): void;
};

export type TransportEvents = {
  /** Commands may be sent. */
  readonly open: () => void;
  readonly frame: (frame: string) => void;
  /** It has ended by itself. 1006 where nobody said why. */
  readonly closed: (code: number, reason: string) => void;
};

export type OpenTransport = (url: string, events: TransportEvents) => Transport;

/** What is used of a WebSocket: of browsers, Node 22, React Native and the npm package `ws` alike. */
type SocketLike = {
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code?: number; readonly reason?: string }) => void,
  ): void;
  send(data: string): void;
  close(): void;
};

export type SocketConstructor = new (url: string) => SocketLike;

/** The constructor given, or the one that is there. */
export function socketConstructor(given: unknown): SocketConstructor | undefined {
  const found: unknown = given ?? globalThis.WebSocket;
  // A constructor by contract; another would fail at its first use.
  return typeof found === 'function' ? (found as SocketConstructor) : undefined;
}

export function overWebSocket(Socket: SocketConstructor): OpenTransport {
  return (url, events) => {
    const socket = new Socket(url);
    let over = false;
    const end = (code: number, reason: string) => {
      if (over) return;
      over = true;
      events.closed(code, reason);
    };
    socket.addEventListener('open', () => {
      if (!over) events.open();
    });
    socket.addEventListener('message', ({ data }) => {
      if (!over && typeof data === 'string') events.frame(data);
    });
    socket.addEventListener('close', ({ code, reason }) => end(code ?? 1006, reason ?? ''));
    // A close follows, except from some that failed to connect at all.
    socket.addEventListener('error', () => setTimeout(() => end(1006, ''), 1_000));
    return {
      send: (frame) => {
        if (!over) socket.send(frame);
      },
      close: () => {
        over = true;
        socket.close();
      },
    };
  };
}
