import { OutcomeUnknown, ProviderRefused } from '@docket/domain/payment/provider';
import { Stripe } from 'stripe';

export type StripeAccess = {
  /** `sk_…` or `rk_…`. */
  readonly secretKey: string;
  /** Another place than Stripe's own, such as `http://127.0.0.1:12111`; without a path, which the SDK has no place for. */
  readonly baseUrl?: string | undefined;
  /** How long it may take to answer, milliseconds. */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 10_000;

/**
 * The SDK, which asks once: what is to be asked again is for payments to decide, and for their breakers to count. Where a connection was closed it asks once more
 * all the same, under the same key.
 */
export function stripeClient({ secretKey, baseUrl, patienceMs = PATIENCE_MS }: StripeAccess): Stripe {
  return new Stripe(secretKey, {
    ...(baseUrl === undefined ? {} : placeOf(new URL(baseUrl))),
    timeout: patienceMs,
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

function placeOf({ hostname, port, protocol }: URL): Stripe.StripeConfig {
  const secure = protocol === 'https:';
  return {
    host: hostname,
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    protocol: secure ? 'https' : 'http',
  };
}

/** Errors of the SDK as what they mean. @throws OutcomeUnknown, ProviderRefused */
export async function asked<T>(question: Promise<T>): Promise<T> {
  try {
    return await question;
  } catch (error) {
    throw meaningOf(error);
  }
}

/** Is it said to be none that there is? */
export function isMissing(error: unknown): boolean {
  return error instanceof ProviderRefused && error.code === 'resource_missing';
}

/** Stripe keeps what it answered a key with, faults of its own too, and says so where it only repeats it (https://docs.stripe.com/api/idempotent_requests). */
export function isRepeatedFault(error: unknown): boolean {
  const { cause } = error instanceof OutcomeUnknown ? error : {};
  return (
    cause instanceof Stripe.errors.StripeError &&
    (cause.statusCode ?? 0) >= 500 &&
    cause.headers?.['idempotent-replayed'] === 'true'
  );
}

function meaningOf(error: unknown): Error {
  if (error instanceof OutcomeUnknown || error instanceof ProviderRefused) return error;
  if (!(error instanceof Stripe.errors.StripeError))
    return new OutcomeUnknown('the answer of Stripe cannot be read', { cause: error });
  const { statusCode = 0, rawType, code, decline_code: declined, param = '', message } = error;
  // No whole answer came, a fault of its own, too many of us, or one of our own requests with this key is under way.
  if (statusCode < 400 || statusCode >= 500 || statusCode === 408 || statusCode === 409 || statusCode === 429)
    return new OutcomeUnknown(`Stripe did not say what became of it: ${message}`, { cause: error });
  if (statusCode === 401) return new ProviderRefused('unauthenticated', message);
  if (rawType === 'idempotency_error') return new ProviderRefused('reference_taken', message);
  if (param.endsWith('currency]') || param === 'currency') return new ProviderRefused('currency_unsupported', message);
  return new ProviderRefused(declined ?? code ?? (param === '' ? 'invalid_request' : `invalid_${param}`), message);
}
