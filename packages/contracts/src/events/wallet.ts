import { z } from 'zod';
import { withdrawal } from '../http/wallet.ts';

/** Money came into a wallet, left it or was reserved. To its user. */
export const walletUpdated = z.object({ currency: z.string().length(3) });

/** A withdrawal moved on. To its user. */
export const withdrawalUpdated = withdrawal;
