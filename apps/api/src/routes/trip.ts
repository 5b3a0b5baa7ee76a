import * as contract from '@docket/contracts/http/trip';
import { reactions } from '@docket/domain/reactions';
import { requireUser } from '@docket/domain/spine/ctx';
import { awaitTrip } from '@docket/domain/trip/await-trip';
import { getTripCalendar } from '@docket/domain/trip/calendar';
import { cancelTrip } from '@docket/domain/trip/cancel';
import { createTrip } from '@docket/domain/trip/create';
import { getTrip } from '@docket/domain/trip/get';
import { listTrips } from '@docket/domain/trip/list';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';

type Needs = { readonly throttle: Throttle; readonly config: Pick<ApiSettings, 'TRIP_DEPTH_LIMIT'> };

export function mountTrip(mount: Mount, { throttle, config }: Needs): void {
  mount(
    contract.createTrip,
    async ({ ctx, body, query, idempotencyKey, onReplay }) => {
      await throttle.booking(requireUser(ctx).userId);
      const placed = await createTrip(ctx, { ...body, idempotencyKey, onReplay, depthLimit: config.TRIP_DEPTH_LIMIT });
      if (query.wait === 0 || placed.status !== 'QUEUED') return placed;
      return (await awaitTrip(ctx, { tripId: placed.tripId, seconds: query.wait })) ?? placed;
    },
    { key: 'verb' },
  );
  mount(contract.listTrips, ({ ctx, query }) => listTrips(ctx, query));
  mount(contract.getTrip, ({ ctx, params }) => getTrip(ctx, params));
  mount(contract.cancelTrip, async ({ ctx, params, query }) => {
    await cancelTrip(ctx, { ...params, ...query }, reactions);
    return getTrip(ctx, params);
  });
  mount(contract.getTripCalendar, async ({ ctx, params }) => {
    const { name, text } = await getTripCalendar(ctx, params);
    return { type: contract.getTripCalendar.answerType, name, inline: false, body: Buffer.from(text) };
  });
}
