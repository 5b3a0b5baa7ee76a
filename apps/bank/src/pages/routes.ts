import { Router, urlencoded } from 'express';
import type { Bank } from '../bank.ts';
import { accountPages } from './account-pages.ts';
import { cardPages } from './card-pages.ts';
import { panelPages } from './panel-pages.ts';
import { payPages } from './pay-pages.ts';
import { requireOwnForm } from './session.ts';
import { STYLE } from './style.ts';
import { transferPages } from './transfer-pages.ts';
import { downPage } from './down-page.ts';

/** All pages for people. */
export function pages(bank: Bank): Router {
  const router = Router();
  router.get('/bank.css', (_request, response) => void response.type('css').send(STYLE));
  router.use(urlencoded({ extended: false, limit: '100kb' }), requireOwnForm(bank));
  panelPages(router, bank);
  router.use(downPage(bank));
  accountPages(router, bank);
  payPages(router, bank);
  cardPages(router, bank);
  transferPages(router, bank);
  return router;
}
