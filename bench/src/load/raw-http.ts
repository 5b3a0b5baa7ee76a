import { connect, type Socket } from 'node:net';

export type Answer = { readonly status: number; readonly body: string };

/**
 * One kept-alive HTTP/1.1 connection with one request at a time. Reads just what our API sends (a status line and
 * Content-Length), and so costs the machine a fraction of what a full client would: the rest is left to the services under test.
 */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #host: string;
  #received = '';
  #waiting: PromiseWithResolvers<Answer> | undefined;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#onData(text));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')));
  }

  static async open(port: number, localAddress = '127.0.0.1'): Promise<HttpConnection> {
    const socket = connect({ host: '127.0.0.1', port, localAddress });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.once('connect', resolve);
    socket.once('error', reject);
    await promise;
    return new HttpConnection(socket, `127.0.0.1:${port}`);
  }

  post(path: string, headers: string, body: string, type = 'application/json'): Promise<Answer> {
    return this.#send('POST', path, headers, body, type);
  }

  get(path: string, headers: string): Promise<Answer> {
    return this.#send('GET', path, headers, '', 'text/plain');
  }

  #send(method: 'GET' | 'POST', path: string, headers: string, body: string, type: string): Promise<Answer> {
    const slot = Promise.withResolvers<Answer>();
    this.#waiting = slot;
    this.#socket.write(
      `${method} ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nContent-Type: ${type}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`,
    );
    return slot.promise;
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #onData(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#received.slice(0, end + 2))?.[1] ?? 0);
    const body = this.#received.slice(end + 4);
    if (body.length < length && Buffer.byteLength(body) < length) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = '';
    this.#waiting?.resolve({ status, body });
  }
}
