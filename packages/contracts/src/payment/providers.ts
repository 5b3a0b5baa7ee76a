/** Providers of payments that are not the house itself, by the name that they have in settings, addresses and rows. The one list of them. */
export const outsideProviders = ['bank', 'stripe', 'razorpay'] as const;
export type OutsideProvider = (typeof outsideProviders)[number];
