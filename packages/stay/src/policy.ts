import type { PolicyStep, StayPrice, StayWish } from '@docket/contracts/hotel/stay';
import { amountIn } from '@docket/contracts/money/amount';
import { daysBefore, momentOf } from './clock.ts';
import type { CancellationPolicy, Fee, PropertyFacts } from './shapes.ts';

const WHOLE = 10_000;

/** `amount × of / whole`, half up. */
function part(amount: number, of: number, whole: number): number {
  return whole === 0 ? 0 : Number((BigInt(amount) * BigInt(of) * 2n + BigInt(whole)) / (2n * BigInt(whole)));
}

/** What is kept of the total; never more than that. */
function feeMinor(fee: Fee, { totalMinor, roomsMinor, rooms }: StayPrice): number {
  switch (fee.kind) {
    case 'free':
      return 0;
    case 'nights': {
      const first = rooms.flatMap(({ nights }) => nights.slice(0, fee.nights));
      return part(
        totalMinor,
        first.reduce((sum, { priceMinor }) => sum + priceMinor, 0),
        roomsMinor,
      );
    }
    case 'percent':
      return part(totalMinor, fee.percent, WHOLE);
    case 'fixed':
      return Math.min(fee.minor, totalMinor);
    case 'all':
      return totalMinor;
    default:
      return fee satisfies never;
  }
}

function words(fee: Fee, { currency }: StayPrice): string {
  switch (fee.kind) {
    case 'free':
      return 'Free';
    case 'nights':
      return fee.nights === 1 ? 'The first night' : `The first ${fee.nights} nights`;
    case 'percent':
      return `${fee.percent / 100} %`;
    case 'fixed':
      return amountIn(currency)(fee.minor);
    case 'all':
      return 'The whole price';
    default:
      return fee satisfies never;
  }
}

/**
 * A cancellation policy for one stay at one price: what is kept, and until when, as moments. They are fixed here, once, so that neither a later change of the policy nor one of
 * the rules of time zones moves them. A cut-off that the clocks leave out is when they are put forward over it; of one that comes twice it is the second.
 * Of cut-offs that fall on the same moment the first counts: nothing lies between them.
 */
export function policySteps(
  policy: CancellationPolicy,
  { timezone }: Pick<PropertyFacts, 'timezone'>,
  { arrival }: Pick<StayWish, 'arrival'>,
  price: StayPrice,
): PolicyStep[] {
  const steps: PolicyStep[] = [];
  for (const { daysBefore: days, at, fee } of policy.steps) {
    const until = momentOf(`${daysBefore(arrival, days)}T${at}`, timezone, 'second');
    if (steps.at(-1)?.until === until.at) continue;
    steps.push({ until: until.at, untilLocal: until.local, feeMinor: feeMinor(fee, price), label: words(fee, price) });
  }
  return [
    ...steps,
    { until: null, untilLocal: null, feeMinor: feeMinor(policy.after, price), label: words(policy.after, price) },
  ];
}

/** Are all cut-offs of the steps that were agreed over at a moment? */
export function areOver(steps: readonly PolicyStep[], at: Date): boolean {
  return steps.every(({ until }) => until === null || at.getTime() >= Date.parse(until));
}

/**
 * What is kept of the total if it is given back at a moment, by the steps that were agreed and nothing else. A cut-off is over at its moment.
 * @throws RangeError for steps without an end
 */
export function feeAt(steps: readonly PolicyStep[], at: Date): number {
  const step = steps.find(({ until }) => until === null || at.getTime() < Date.parse(until));
  if (step === undefined) throw new RangeError('a policy whose last step ends');
  return step.feeMinor;
}
