/** How a connection's bytes travel: a socket, or a stream beside which commands come as requests of their own. */
export type Transport = {
  /** Names the connection to requests that bring its commands; empty where those come on the connection itself. */
  readonly session: string;
  /** Unsent bytes. */
  readonly bufferedBytes: number;
  /** @param frame a finished WebSocket frame of `textFrame` */
  write(frame: Buffer): void;
  /** Tells the client why, and ends. */
  close(code: number, reason: string): void;
};

/** What a transport tells its connection. */
export type Receiver = {
  /** One or more commands, as text. */
  receive(text: string): void;
  /** The transport ended, whoever ended it. */
  ended(code: number): void;
};
