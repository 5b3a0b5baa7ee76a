import { z } from 'zod';
import { deviceOf, placeOf } from '../text/device.ts';
import { kind } from './kind.ts';

const WAYS = { password: 'by password', passkey: 'by passkey', provider: 'with a linked login' } as const;

export const signedIn = kind({
  name: 'Log-ins from another device',
  data: z.object({
    sessionId: z.uuid(),
    way: z.enum(['password', 'passkey', 'provider']),
    /** As the browser named itself. */
    userAgent: z.string().nullable(),
    address: z.string().nullable(),
    at: z.iso.datetime(),
  }),
  mail: true,
  title: ({ userAgent }) => `New log-in to your account: ${deviceOf(userAgent)}`,
  text: ({ way, address, at }, { time }) =>
    `On ${time(at)}, ${placeOf(address)}, ${WAYS[way]}. If that was not you, log it out on your account page and change your password.`,
  link: () => '/account',
});
