import * as contract from '@docket/contracts/http/booking';
import { awaitOutcome } from '@docket/domain/booking/await-outcome';
import { cancelBooking } from '@docket/domain/booking/cancel';
import { takeFreeBooking } from '@docket/domain/booking/confirm';
import { getBooking } from '@docket/domain/booking/get';
import { listBookings } from '@docket/domain/booking/list';
import { placeBooking } from '@docket/domain/booking/place';
import { requireUser } from '@docket/domain/spine/ctx';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';
import { reactions } from '@docket/domain/reactions';
import { bookingGates } from '@docket/domain/gates';

type Needs = {
  readonly throttle: Throttle;
  readonly config: Pick<ApiSettings, 'BOOKING_DEPTH_LIMIT' | 'ROOM_PASS_SECRET'>;
};

export function mountBooking(mount: Mount, { throttle, config }: Needs): void {
  const gates = bookingGates({ pass: config.ROOM_PASS_SECRET });
  mount(
    contract.createBooking,
    async ({ ctx, body, query, idempotencyKey, onReplay }) => {
      await throttle.booking(requireUser(ctx).userId);
      const placed = await placeBooking(
        ctx,
        { ...body, idempotencyKey, onReplay, depthLimit: config.BOOKING_DEPTH_LIMIT },
        gates,
      );
      if (query.wait === 0) return placed;
      return (await awaitOutcome(ctx, { bookingId: placed.bookingId, seconds: query.wait })) ?? placed;
    },
    { key: 'verb' },
  );
  mount(contract.listBookings, ({ ctx, query }) => listBookings(ctx, query));
  mount(contract.getBooking, ({ ctx, params }) => getBooking(ctx, params));
  mount(contract.cancelBooking, async ({ ctx, params }) => {
    await cancelBooking(ctx, params, reactions);
    return undefined;
  });
  mount(contract.takeFreeBooking, ({ ctx, params }) => takeFreeBooking(ctx, params, reactions));
}
