import type { ChargeTruth } from '@docket/domain/payment/provider';
import { createRazorpayProvider } from '../src/razorpay/provider.ts';
import type { Backend } from './backend.ts';
import { RAZORPAY_KEY, RazorpayStandIn } from './razorpay-stand-in.ts';

const idOf = ({ providerRef }: ChargeTruth): string => providerRef ?? '';

/** The SDK of Razorpay, over HTTP, against what stands for Razorpay. */
export async function startRazorpayBackend(): Promise<Backend> {
  const standIn = await new RazorpayStandIn().start();
  const { server } = standIn;
  const at = { ...RAZORPAY_KEY, baseUrl: server.url };
  const provider = createRazorpayProvider(at);
  let outcome: 'processed' | 'failed' = 'processed';

  return {
    provider,
    impatient: createRazorpayProvider({ ...at, patienceMs: 300 }),
    stranger: createRazorpayProvider({ ...at, keySecret: 'not the secret' }),
    usual: { method: 'netbanking' },
    anyAmount: { method: 'card' },
    foreign: { method: 'upi', currency: 'EUR' },
    pay: async (truth, amount) => standIn.pay(idOf(truth), amount),
    decline: async (truth) => void standIn.decline(idOf(truth)),
    late: {
      async fail(truth) {
        standIn.decline(idOf(truth));
        await provider.cancel({ reference: '', providerRef: idOf(truth) });
      },
      pay: async (truth) => standIn.payAfterAll(idOf(truth)),
    },
    async authorise(charge) {
      const made = await provider.create(charge);
      standIn.captureByHand(idOf(made));
      standIn.pay(idOf(made));
    },
    async holdRefunds(how) {
      standIn.refundStatus = 'pending';
      outcome = how === 'done' ? 'processed' : 'failed';
    },
    async endRefunds() {
      standIn.refundStatus = 'processed';
      standIn.settleRefunds(outcome);
    },
    loseNextAnswer: async () => server.fault({ kind: 'cut' }),
    delayNextAnswer: async (ms) => server.fault({ kind: 'slow', ms }),
    failNext: async () => server.fault({ kind: 'error' }),
    failAfterNext: async () => server.fault({ kind: 'error after' }),
    forgetKeys: async () => standIn.forgetKeys(),
    stop: () => server.stop(),
  };
}
