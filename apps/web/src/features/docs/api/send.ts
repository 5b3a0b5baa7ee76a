export type Sent = {
  readonly method: string;
  readonly address: string;
  readonly token: string | undefined;
  readonly key: string | undefined;
  readonly body: string | Blob | undefined;
  readonly type: string | undefined;
};

export type Received = {
  readonly status: number;
  /** From sending to the last byte. */
  readonly ms: number;
  readonly headers: readonly (readonly [string, string])[];
  /** JSON is laid out in lines; anything else as it came. */
  readonly text: string;
};

/** Sends a request as it was written, wrong as it may be: what the server says of it is the answer. */
export async function sendRequest({ method, address, token, key, body, type }: Sent): Promise<Received> {
  const headers = new Headers({ accept: 'application/json' });
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  if (key !== undefined && key !== '') headers.set('idempotency-key', key);
  if (body !== undefined && type !== undefined) headers.set('content-type', type);
  const began = performance.now();
  const response = await fetch(address, {
    method,
    headers,
    credentials: 'omit',
    cache: 'no-store',
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const ms = performance.now() - began;
  return { status: response.status, ms, headers: [...response.headers], text: laidOut(text) };
}

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
