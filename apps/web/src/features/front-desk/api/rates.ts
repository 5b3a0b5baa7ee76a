import {
  changePlan,
  changeRoomCount,
  getRates,
  previewRates,
  previewRules,
  writeRates,
} from '@docket/contracts/http/rates';
import type { RouteBody, RouteBodyInput, RouteResponse } from '@docket/contracts/http/route';
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';

export type Rates = RouteResponse<typeof getRates>;
export type RatesPreview = RouteResponse<typeof previewRates>;
export type RatesWish = RouteBodyInput<typeof previewRates>;

const KEY = 'house-rates';

/** Nights `[from, to)`. */
export function ratesQuery(slug: string, from: string, to: string) {
  return queryOptions({
    queryKey: [KEY, slug, from, to] as const,
    queryFn: ({ signal }) => docket.call(getRates, { params: { slug }, query: { from, to }, signal }),
    placeholderData: keepPreviousData,
    // Rooms are sold meanwhile.
    refetchInterval: 60_000,
    staleTime: 0,
  });
}

/** What is done to the rates of a house; each act reads them again. */
export function useRateActs(slug: string) {
  const queryClient = useQueryClient();
  const params = { slug };
  const onSuccess = () => void queryClient.invalidateQueries({ queryKey: [KEY, slug] });
  return {
    preview: useAct({ act: (body: RatesWish) => docket.call(previewRates, { params, body }) }),
    write: useAct({
      act: (body: RouteBody<typeof writeRates>) => docket.call(writeRates, { params, body }),
      onSuccess,
    }),
    rooms: useAct({
      act: ({ roomTypeId, ...body }: RouteBody<typeof changeRoomCount> & { readonly roomTypeId: string }) =>
        docket.call(changeRoomCount, { params: { slug, roomTypeId }, body }),
      onSuccess,
    }),
  };
}

/** What is done to one plan. */
export function usePlanActs(slug: string, planId: string) {
  const queryClient = useQueryClient();
  const params = { slug, planId };
  return {
    tryOut: useAct({ act: (body: RouteBody<typeof previewRules>) => docket.call(previewRules, { params, body }) }),
    change: useAct({
      act: (body: RouteBody<typeof changePlan>) => docket.call(changePlan, { params, body }),
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: [KEY, slug] }),
    }),
  };
}
