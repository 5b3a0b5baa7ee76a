import { blockHouseSeats, bookHouseSeats, listHouseSeats, releaseHouseSeats } from '@docket/contracts/http/house-seats';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';

export function houseSeatsQuery(showId: string) {
  return queryOptions({
    queryKey: ['shows', 'house', showId] as const,
    queryFn: async ({ signal }) => (await docket.call(listHouseSeats, { params: { id: showId }, signal })).data,
    refetchInterval: 15_000,
    staleTime: 0,
  });
}

export type NewBlock = {
  readonly labels: readonly string[];
  /** In standing areas. */
  readonly places: readonly { readonly area: string; readonly count: number }[];
  readonly reason: string;
  readonly releaseMinutes: number | undefined;
};

/** What a manager does with the seats that the house keeps; each act reads them again. */
export function useHouseSeats(showId: string, onDone: () => void) {
  const queryClient = useQueryClient();
  const params = { id: showId };
  const onSuccess = () => {
    void queryClient.invalidateQueries({ queryKey: houseSeatsQuery(showId).queryKey });
    onDone();
  };
  const block = useAct({
    act: ({ labels, places, reason, releaseMinutes }: NewBlock, idempotencyKey) =>
      docket.call(blockHouseSeats, {
        params,
        idempotencyKey,
        body: {
          seats: [...labels],
          places: [...places],
          reason,
          ...(releaseMinutes === undefined ? {} : { releaseMinutes }),
        },
      }),
    onSuccess,
  });
  const release = useAct({
    act: (seats: readonly number[]) => docket.call(releaseHouseSeats, { params, body: { seats: [...seats] } }),
    onSuccess,
  });
  const book = useAct({
    act: ({ seats, username }: { readonly seats: readonly number[]; readonly username: string }, idempotencyKey) =>
      docket.call(bookHouseSeats, {
        params,
        idempotencyKey,
        body: { seats: [...seats], ...(username === '' ? {} : { username }) },
      }),
    onSuccess,
  });
  return { block, release, book };
}
