import {
  assignArrivals,
  assignRoom,
  blockHotelRoom,
  changeHotelRoom,
  checkInGuest,
  checkOutGuest,
  createHotelRooms,
  endRoomBlock,
  getDesk,
  getDeskStay,
  keepStay,
  listHotelRooms,
  listManagedProperties,
  markNoShow,
  noteStay,
  walkGuest,
} from '@docket/contracts/http/front-desk';
import type { RouteBody, RouteBodyInput, RouteResponse } from '@docket/contracts/http/route';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { pace } from '../../../lib/live/connection.ts';
import { again } from '../../../lib/live/merge.ts';
import { useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { useAct } from '../../../lib/use-act.ts';

export type Desk = RouteResponse<typeof getDesk>;
export type OneStay = RouteResponse<typeof getDeskStay>;
export type Rooms = RouteResponse<typeof listHotelRooms>;

const KEY = 'front-desk';

export function housesQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: [KEY, 'houses', q] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listManagedProperties, {
        query: { q, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

function deskQuery(slug: string, day: string | undefined) {
  return queryOptions({
    queryKey: [KEY, 'desk', slug, day ?? 'today'] as const,
    queryFn: ({ signal }) =>
      docket.call(getDesk, { params: { slug }, query: day === undefined ? {} : { day }, signal }),
    // Events hurry it along; midnight comes without one.
    refetchInterval: pace(60_000, 5_000),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** A day at the desk, as others at it change it. */
export function useDesk(slug: string, day: string | undefined, propertyId: string | undefined) {
  return useLiveQuery(deskQuery(slug, day), {
    on: { 'desk.changed': (held) => again(held) },
    ...(propertyId === undefined ? {} : { channel: `desk:${propertyId}` }),
  });
}

function roomsQuery(slug: string) {
  return queryOptions({
    queryKey: [KEY, 'rooms', slug] as const,
    queryFn: ({ signal }) => docket.call(listHotelRooms, { params: { slug }, signal }),
    refetchInterval: pace(60_000, 10_000),
    staleTime: 0,
  });
}

export function useRooms(slug: string, propertyId: string | undefined) {
  return useLiveQuery(roomsQuery(slug), {
    on: { 'desk.changed': (held) => again(held) },
    ...(propertyId === undefined ? {} : { channel: `desk:${propertyId}` }),
  });
}

function stayQuery(slug: string, partId: string) {
  return queryOptions({
    queryKey: [KEY, 'stay', slug, partId] as const,
    queryFn: ({ signal }) => docket.call(getDeskStay, { params: { slug, partId }, signal }),
    staleTime: 0,
  });
}

export function useStay(slug: string, partId: string, propertyId: string) {
  return useLiveQuery(stayQuery(slug, partId), {
    on: { 'desk.changed': (held) => again(held) },
    channel: `desk:${propertyId}`,
  });
}

/** After each act all that shows the house is read again, also by whoever did it. */
function useReadAgain(): () => void {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: [KEY] });
}

/** What the desk does to one stay. */
export function useStayActs(slug: string, partId: string) {
  const onSuccess = useReadAgain();
  const params = { slug, partId };
  return {
    checkIn: useAct({
      act: (anyway: boolean) => docket.call(checkInGuest, { params, body: { anyway } }),
      onSuccess,
    }),
    checkOut: useAct({ act: () => docket.call(checkOutGuest, { params }), onSuccess }),
    noShow: useAct({ act: (sure: boolean) => docket.call(markNoShow, { params, body: { sure } }), onSuccess }),
    walk: useAct({ act: (to: string) => docket.call(walkGuest, { params, body: { to } }), onSuccess }),
    note: useAct({ act: (note: string) => docket.call(noteStay, { params, body: { note } }), onSuccess }),
    keep: useAct({ act: (day: string | null) => docket.call(keepStay, { params, body: { day } }), onSuccess }),
    assign: useAct({
      act: ({ index, ...body }: RouteBodyInput<typeof assignRoom> & { readonly index: number }) =>
        docket.call(assignRoom, { params: { ...params, index }, body }),
      onSuccess,
    }),
  };
}

export function useAssignArrivals(
  slug: string,
): UseMutationResult<RouteResponse<typeof assignArrivals>, Error, string> {
  return useAct({
    act: (day: string) => docket.call(assignArrivals, { params: { slug }, body: { day } }),
    onSuccess: useReadAgain(),
  });
}

/** What the house does to its rooms. */
export function useRoomActs(slug: string) {
  const onSuccess = useReadAgain();
  return {
    change: useAct({
      act: ({ number, ...body }: RouteBody<typeof changeHotelRoom> & { readonly number: string }) =>
        docket.call(changeHotelRoom, { params: { slug, number }, body }),
      onSuccess,
    }),
    block: useAct({
      act: ({ number, ...body }: RouteBody<typeof blockHotelRoom> & { readonly number: string }, idempotencyKey) =>
        docket.call(blockHotelRoom, { params: { slug, number }, body, idempotencyKey }),
      onSuccess,
    }),
    endBlock: useAct({
      act: (id: string) => docket.call(endRoomBlock, { params: { slug, id } }),
      onSuccess,
    }),
  };
}

export async function sendRooms(slug: string, body: RouteBody<typeof createHotelRooms>) {
  return docket.call(createHotelRooms, { params: { slug }, body });
}

export { useReadAgain };
