import { OutcomeUnknown, ProviderRefused } from '@docket/domain/payment/provider';
import Razorpay from 'razorpay';
import { z } from 'zod';

export type RazorpayAccess = {
  readonly keyId: string;
  readonly keySecret: string;
  /** Another place than Razorpay's own, such as `http://127.0.0.1:12112`. */
  readonly baseUrl?: string | undefined;
  /** How long it may take to answer, milliseconds. */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 10_000;

/** What of the SDK's HTTP client (axios) is set: the SDK itself has no place for where to ask, how long to wait, or keys of requests. */
type Request = {
  url?: string;
  data?: unknown;
  signal?: unknown;
  readonly headers: { set: (name: string, value: string) => unknown };
};
type Http = {
  readonly defaults: { baseURL?: string; maxRedirects?: number };
  readonly interceptors: {
    readonly request: { use: (before: (request: Request) => Request) => unknown };
    readonly response: { use: (done: undefined, failed: (error: unknown) => never) => unknown };
  };
};

function isHttp(value: unknown): value is Http {
  return typeof value === 'function' && 'defaults' in value && 'interceptors' in value;
}

/** @returns the SDK, which asks once: what is to be asked again is for payments to decide, and for their breakers to count */
export function razorpayClient({ keyId, keySecret, baseUrl, patienceMs = PATIENCE_MS }: RazorpayAccess): Razorpay {
  const razorpay = new Razorpay({ key_id: keyId, key_secret: keySecret });
  const http: unknown = Reflect.get(razorpay.api, 'rq');
  if (!isHttp(http)) throw new Error('the SDK of Razorpay has no HTTP client at `api.rq` any more');
  if (baseUrl !== undefined) http.defaults.baseURL = baseUrl.replace(/\/$/, '');
  http.defaults.maxRedirects = 0;
  http.interceptors.request.use((request) => {
    request.signal = AbortSignal.timeout(patienceMs);
    const { success, data } = receipt.safeParse(request.data);
    if (success && request.url?.endsWith('/refund') === true)
      request.headers.set('X-Refund-Idempotency', data.receipt.replaceAll(/[^\w-]/g, '_'));
    return request;
  });
  // Where no answer came, the SDK would break on looking into it.
  http.interceptors.response.use(undefined, (error) => {
    if (error instanceof Error && !('response' in error && error.response !== undefined))
      Object.assign(error, { response: { status: 0, data: {} } });
    throw error;
  });
  return razorpay;
}

const receipt = z.object({ receipt: z.string() });

/** What the SDK throws: no Error. Several faults have no `error` in them. */
const thrown = z.object({
  statusCode: z.number(),
  error: z
    .object({ code: z.string().nullish(), description: z.string().nullish(), reason: z.string().nullish() })
    .optional()
    .catch(undefined),
});

/**
 * Asks once, and reads the answer: the SDK's own types are not what comes.
 * @throws OutcomeUnknown where no whole answer came in time, or a fault of Razorpay's own; ProviderRefused where it understood and says no
 */
export async function asked<S extends z.ZodType>(schema: S, question: () => Promise<unknown>): Promise<z.output<S>> {
  let answer: unknown;
  try {
    answer = await question();
  } catch (error) {
    throw meaningOf(error);
  }
  const { success, data } = schema.safeParse(answer);
  if (!success) throw new OutcomeUnknown('an answer of Razorpay cannot be read');
  return data;
}

/** Is it said to be none that there is? It is said in two ways. */
export function isMissing(error: unknown): boolean {
  return error instanceof ProviderRefused && (error.code === 'not_found' || /does not exist/i.test(error.message));
}

const OWN_FAULTS = new Set(['SERVER_ERROR', 'GATEWAY_ERROR']);

function meaningOf(error: unknown): Error {
  const { success, data } = thrown.safeParse(error);
  if (!success) return new OutcomeUnknown('the answer of Razorpay cannot be read', { cause: error });
  const { statusCode: status, error: { code, description, reason } = {} } = data;
  const why = description ?? `it answered ${status}`;
  if (status < 400 || status >= 500 || status === 408 || status === 409 || status === 429 || OWN_FAULTS.has(code ?? ''))
    return new OutcomeUnknown(`Razorpay did not say what became of it: ${status === 0 ? 'no answer' : why}`);
  if (status === 401) return new ProviderRefused('unauthenticated', why);
  if (status === 404) return new ProviderRefused('not_found', why);
  // The code is BAD_REQUEST_ERROR of nearly all of them.
  const named = [reason, code].find((one) => one !== null && one !== undefined && one !== '' && one !== 'NA');
  return new ProviderRefused((named ?? 'refused').toLowerCase(), why);
}
