import { createRoute } from '@tanstack/react-router';
import { given } from '../lib/given.ts';
import { lazyPage } from '../lib/lazy-page.ts';
import { root } from './root.ts';
import { text } from './search.ts';

const checkout = createRoute({
  getParentRoute: () => root,
  path: '/bookings/$id/checkout',
  component: lazyPage(() => import('../features/checkout/components/checkout-page.tsx'), 'CheckoutPage'),
});

const payment = createRoute({
  getParentRoute: () => root,
  path: '/payments/$id',
  validateSearch: (search: Record<string, unknown>) => given({ reference: text(search['reference']) }),
  component: lazyPage(() => import('../features/checkout/components/payment-page.tsx'), 'PaymentPage'),
});

const receipt = createRoute({
  getParentRoute: () => root,
  path: '/payments/$id/receipt',
  component: lazyPage(() => import('../features/checkout/components/receipt-page.tsx'), 'ReceiptPage'),
});

const money = createRoute({
  getParentRoute: () => root,
  path: '/wallet',
  component: lazyPage(() => import('../features/wallet/components/wallet-page.tsx'), 'WalletPage'),
});

/** Paying, and the wallet. */
export const moneyRoutes = [checkout, payment, receipt, money] as const;
