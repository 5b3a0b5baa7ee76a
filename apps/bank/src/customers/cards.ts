/** What becomes of a test card: it pays, or why it does not. */
export type CardOutcome = 'pays' | 'insufficient_funds' | 'wrong_code' | 'expired_card';

export type TestCard = { readonly number: string; readonly login: string; readonly outcome: CardOutcome };

/** Every other number is refused. The customer's account is what is charged. */
export const TEST_CARDS: readonly TestCard[] = [
  { number: '4111111111111111', login: 'asha', outcome: 'pays' },
  { number: '5555555555554444', login: 'ravi', outcome: 'pays' },
  { number: '4000000000009995', login: 'poor', outcome: 'insufficient_funds' },
  { number: '4000000000000127', login: 'asha', outcome: 'wrong_code' },
  { number: '4000000000000069', login: 'asha', outcome: 'expired_card' },
];

export function findCard(number: string): TestCard | undefined {
  const digits = number.replace(/[\s-]/g, '');
  return TEST_CARDS.find((card) => card.number === digits);
}
