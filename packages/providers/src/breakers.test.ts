import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderRefused, type PaymentProvider } from '@docket/domain/payment/provider';
import { withBreakers } from './breakers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const upi = { provider: 'bank', method: 'upi' } as const;
const card = { provider: 'bank', method: 'card' } as const;

/** Nobody asks it anything: what is asked is the test's. */
const bank = { name: 'bank', title: 'Bank', methods: ['upi', 'card'] } as unknown as PaymentProvider;

function ways() {
  return withBreakers([bank], { resetMs: 1_000, volume: 5, failingPercent: 50 });
}

async function fail(providers: ReturnType<typeof ways>, times: number, error: Error): Promise<void> {
  for (let time = 0; time < times; time += 1)
    await expect(providers.ask(upi, () => Promise.reject(error))).rejects.toBe(error);
}

describe('a way to pay', () => {
  it('that keeps failing is left alone, and others of its provider are not', async () => {
    const providers = ways();
    await fail(providers, 5, new Error('silence'));
    expect([providers.answers(upi), providers.answers(card)]).toEqual([false, true]);
    const asked = vi.fn();
    await expect(providers.ask(upi, asked)).rejects.toMatchObject({ name: 'ProviderDown' });
    expect(asked).not.toHaveBeenCalled();
    expect(await providers.ask(card, async () => 'fine')).toBe('fine');
    expect(providers.health().map(({ method, state }) => [method, state])).toEqual([
      ['upi', 'open'],
      ['card', 'closed'],
    ]);
  });

  it('is asked again by one request, which decides', async () => {
    const providers = ways();
    await fail(providers, 5, new Error('silence'));
    vi.advanceTimersByTime(1_001);
    expect([providers.health()[0]?.state, providers.answers(upi)]).toEqual(['halfOpen', true]);
    await fail(providers, 1, new Error('silence'));
    expect(providers.answers(upi)).toBe(false);
    vi.advanceTimersByTime(1_001);
    expect(await providers.ask(upi, async () => 'fine')).toBe('fine');
    expect([providers.health()[0]?.state, providers.answers(upi)]).toEqual(['closed', true]);
  });

  it('that refuses answers', async () => {
    const providers = ways();
    await fail(providers, 20, new ProviderRefused('insufficient_funds', 'no'));
    expect(providers.answers(upi)).toBe(true);
  });

  it('that nobody offers is not asked', async () => {
    const wallet = { provider: 'bank', method: 'wallet' } as const;
    expect(ways().answers(wallet)).toBe(false);
    await expect(ways().ask(wallet, async () => 1)).rejects.toMatchObject({ name: 'ProviderDown' });
  });
});
