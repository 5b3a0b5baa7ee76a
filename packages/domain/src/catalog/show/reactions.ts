import type { ShowChanged } from '@docket/contracts/events/booking';
import type { HouseWish } from '@docket/contracts/http/house-seats';
import type { Ctx } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';

/** A show that was put on sale just now. */
export type NewShow = {
  readonly showId: string;
  readonly seats: number;
  readonly waitingRoom: boolean;
  /** Kept back by the venue from the first moment on. */
  readonly house: readonly HouseWish[];
};

/** What others do in the transaction that puts shows on sale or changes them: what these are sold with is there as soon as they are, and goes with them. */
export type ShowReactions = {
  readonly shows: {
    readonly putOn: (ctx: Pick<Ctx, 'db' | 'actor'>, tx: Tx, shows: readonly NewShow[]) => Promise<void>;
    /** They are sold through a waiting room from now on. */
    readonly waitingRoomWanted: (tx: Tx, showIds: readonly string[]) => Promise<void>;
    /** It does not take place: what was sold, held or waited for ends with it. Nobody else takes seats of it until the transaction is over. */
    readonly cancelled: (tx: Tx, show: ShowChanged) => Promise<void>;
    /** It takes place at another time: whoever counts on it is told. */
    readonly moved: (tx: Tx, show: ShowChanged) => Promise<void>;
  };
};
