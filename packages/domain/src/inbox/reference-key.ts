/**
 * Under which our reference stands in what providers make for us that keep words of ours beside it: Stripe's metadata, Razorpay's notes. Their accounts may be
 * used by others, too; what has no such word is not ours.
 */
export const REFERENCE_KEY = 'docket_reference';
