import type { Redis } from 'ioredis';
import { showChannel } from '@docket/contracts/events/booking';
import * as contract from '@docket/contracts/http/show-seats';
import { getShowSeats } from '@docket/domain/booking/show-seats';
import { createStreamReader } from '@docket/queue/publish/reader';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Mount } from '../http/mount.ts';

type Needs = {
  /** Of the `producer` profile. */
  readonly redis: Redis;
  readonly config: Pick<ApiSettings, 'REDIS_PREFIX'>;
};

export function mountShowSeats(mount: Mount, { redis, config }: Needs): void {
  const reader = createStreamReader({ redis, prefix: config.REDIS_PREFIX });

  /** Where the channel stands, read before the rows, so that these hold everything up to there. */
  async function positionOf(channel: string): Promise<{ epoch: string; offset: number } | null> {
    try {
      const [view] = await reader.read([{ channel }]);
      return view === undefined || view instanceof Error ? null : { epoch: view.epoch, offset: view.top };
    } catch {
      return null;
    }
  }

  mount(contract.getShowSeats, async ({ ctx, params }) =>
    getShowSeats(ctx, { id: params.id, position: await positionOf(showChannel(params.id)) }),
  );
}
