import { OutcomeUnknown, ProviderRefused } from '@docket/domain/payment/provider';
import { z } from 'zod';

export type BankAddress = {
  /** Such as `http://127.0.0.1:3003`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** How long the bank may take to answer, milliseconds. */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 10_000;

const problem = z.object({ code: z.string(), detail: z.string().optional() });

type Asked = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  /** The same again is answered as the first was. */
  readonly key?: string;
};

/**
 * Asks the bank once.
 * @throws OutcomeUnknown where no whole answer came in time, or a fault of the bank's own (5xx, 429); ProviderRefused where it understood and says no
 */
export async function askBank<S extends z.ZodType>(
  { baseUrl, apiKey, patienceMs = PATIENCE_MS }: BankAddress,
  schema: S,
  { method, path, body, key }: Asked,
): Promise<z.output<S>> {
  const { status, text } = await exchange(new URL(`${baseUrl.replace(/\/$/, '')}${path}`), {
    method,
    redirect: 'error',
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    signal: AbortSignal.timeout(patienceMs),
  });
  if (status < 200 || status >= 300) throw refusal(status, text, `${method} ${path}`);
  const known = schema.safeParse(parsed(text));
  if (known.success) return known.data;
  throw new OutcomeUnknown(`the bank's answer to ${method} ${path} cannot be read`);
}

/** A file of the bank's, as its bytes. @throws as `askBank` */
export async function askBankForFile(
  { baseUrl, apiKey, patienceMs = PATIENCE_MS }: BankAddress,
  path: string,
): Promise<Uint8Array> {
  const { status, text } = await exchange(new URL(`${baseUrl.replace(/\/$/, '')}${path}`), {
    redirect: 'error',
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(patienceMs),
  });
  if (status < 200 || status >= 300) throw refusal(status, text, `GET ${path}`);
  return Buffer.from(text);
}

/** What an answer that is no success means. */
function refusal(status: number, text: string, asked: string): OutcomeUnknown | ProviderRefused {
  const { data } = problem.safeParse(parsed(text));
  // Not a refusal for good: its own fault, too many of us, or one of our own requests with this key is under way.
  if (status >= 500 || status === 429 || status === 408 || data === undefined)
    return new OutcomeUnknown(`the bank answered ${asked} with ${status}`);
  return new ProviderRefused(data.code, data.detail ?? `the bank answered ${status}`);
}

async function exchange(url: URL, init: RequestInit): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new OutcomeUnknown(`the bank did not answer ${init.method ?? 'GET'} ${url.pathname}`, { cause: error });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
