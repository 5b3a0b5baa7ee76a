import CircuitBreaker from 'opossum';
import { ProviderRefused, type PaymentProvider } from '@docket/domain/payment/provider';
import { ProviderDown, type PaymentProviders, type Way, type WayHealth } from '@docket/domain/payment/providers';

export type BreakerOptions = {
  /** Left alone for so long before one request finds out whether it answers again, ms. */
  readonly resetMs: number;
  /** Fewer requests in ten seconds say nothing. */
  readonly volume: number;
  /** So many of a hundred of them fail: it is left alone. */
  readonly failingPercent: number;
};

const USUAL: BreakerOptions = { resetMs: 10_000, volume: 5, failingPercent: 50 };

type Question = () => Promise<unknown>;
type Breaker = CircuitBreaker<[Question], unknown>;

/**
 * Providers, each way to pay behind a circuit breaker of its own, so that a bank whose UPI hangs is still asked about cards. A refusal is an answer, and counts as
 * one; what is silent or breaks counts against the way. Each process has its own breakers: what one finds out costs another a few requests.
 */
export function withBreakers(providers: readonly PaymentProvider[], options: BreakerOptions = USUAL): PaymentProviders {
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const breakers = new Map<string, { readonly way: Way; readonly breaker: Breaker }>();
  for (const { name, methods } of providers)
    for (const method of methods)
      breakers.set(`${name} ${method}`, { way: { provider: name, method }, breaker: breakerOf(options) });

  const find = ({ provider, method }: Way) => breakers.get(`${provider} ${method}`)?.breaker;
  return {
    all: providers,
    answers: (way) => find(way)?.opened === false,
    health: () => [...breakers.values()].map(({ way, breaker }) => ({ ...way, ...healthOf(breaker) })),
    async ask(way, question) {
      const [provider, breaker] = [byName.get(way.provider), find(way)];
      if (provider === undefined || breaker === undefined)
        throw new ProviderDown(`${way.provider} does not offer ${way.method} here`);
      try {
        return answered<Awaited<ReturnType<typeof question>>>(await breaker.fire(() => question(provider)));
      } catch (error) {
        throw CircuitBreaker.isOurError(asError(error))
          ? new ProviderDown(`${way.provider} is left alone with ${way.method} for a while`, { cause: error })
          : error;
      }
    },
  };
}

function breakerOf({ resetMs, volume, failingPercent }: BreakerOptions): Breaker {
  return new CircuitBreaker((question: Question) => question(), {
    // Providers have patience of their own, and nobody must take a request for over that is still under way.
    timeout: false,
    resetTimeout: resetMs,
    volumeThreshold: volume,
    errorThresholdPercentage: failingPercent,
    errorFilter: (error: unknown) => error instanceof ProviderRefused,
  });
}

function healthOf({ opened, halfOpen, stats }: Breaker): Pick<WayHealth, 'state' | 'calls' | 'failures'> {
  const state = halfOpen ? 'halfOpen' : opened ? 'open' : 'closed';
  return { state, calls: stats.fires, failures: stats.failures };
}

/** The breaker hands on what the question has answered, which its type has forgotten. */
function answered<T>(value: unknown): T {
  return value as T;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
