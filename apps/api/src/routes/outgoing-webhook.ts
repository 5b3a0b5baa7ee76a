import * as contract from '@docket/contracts/http/outgoing-webhook';
import { getDelivery, listDeliveries, replayDelivery, testEndpoint } from '@docket/domain/outgoing-webhooks/deliveries';
import {
  changeEndpoint,
  createEndpoint,
  getEndpoint,
  getSecret,
  listEndpoints,
  removeEndpoint,
  rotateSecret,
} from '@docket/domain/outgoing-webhooks/endpoints';
import type { Mount } from '../http/mount.ts';

export function mountOutgoingWebhook(mount: Mount): void {
  mount(contract.listWebhookEndpoints, ({ ctx }) => listEndpoints(ctx));
  mount(contract.createWebhookEndpoint, ({ ctx, body }) => createEndpoint(ctx, body));
  mount(contract.getWebhookEndpoint, ({ ctx, params }) => getEndpoint(ctx, params));
  mount(contract.changeWebhookEndpoint, ({ ctx, params, body }) => changeEndpoint(ctx, { ...params, ...body }));
  mount(contract.removeWebhookEndpoint, async ({ ctx, params }) => {
    await removeEndpoint(ctx, params);
    return undefined;
  });
  mount(contract.getWebhookSecret, ({ ctx, params }) => getSecret(ctx, params));
  mount(contract.rotateWebhookSecret, ({ ctx, params, body }) => rotateSecret(ctx, { ...params, ...body }));
  mount(contract.testWebhookEndpoint, ({ ctx, params, body }) => testEndpoint(ctx, { ...params, ...body }));
  mount(contract.listWebhookDeliveries, ({ ctx, params, query }) => listDeliveries(ctx, { ...params, ...query }));
  mount(contract.getWebhookDelivery, ({ ctx, params }) => getDelivery(ctx, params));
  mount(contract.replayWebhookDelivery, ({ ctx, params }) => replayDelivery(ctx, params));
}
