import type { RouteBodyInput, RouteContract, RouteQueryInput, RouteResponse } from '@docket/contracts/http/route';
import * as shows from '@docket/contracts/http/show';
import * as titles from '@docket/contracts/http/title';
import * as venues from '@docket/contracts/http/venue';
import type { CallArgs } from './call.ts';

type Call = <R extends RouteContract>(route: R, ...args: CallArgs<R>) => Promise<RouteResponse<R>>;

/** A seat map: the bytes of the file as they are, or its text. `type` is how it travels; what it is, its content says. */
export type SeatMapFile = {
  readonly type: 'application/json' | 'text/csv' | 'application/octet-stream';
  readonly content: string | Blob;
};

/** What is on, where, and in which halls; and for managers, how to change that. */
export function catalogOf(call: Call) {
  return {
    cities: async (signal?: AbortSignal) => (await call(venues.listCities, { signal })).data,
    /** Venues of a city (slug) or of all, each with its halls. */
    venues: async (query: RouteQueryInput<typeof venues.listVenues> = {}, signal?: AbortSignal) =>
      (await call(venues.listVenues, { query, signal })).data,
    /** A page of titles. */
    titles: (query: RouteQueryInput<typeof titles.listTitles> = {}, signal?: AbortSignal) =>
      call(titles.listTitles, { query, signal }),
    /** By slug or id. */
    title: (slug: string, signal?: AbortSignal) => call(titles.getTitle, { params: { slug }, signal }),
    /** A page of titles with the times of their shows. */
    shows: (query: RouteQueryInput<typeof shows.searchShows> = {}, signal?: AbortSignal) =>
      call(shows.searchShows, { query, signal }),
    show: (id: string, signal?: AbortSignal) => call(shows.getShow, { params: { id }, signal }),
    /** Everything a seat map is drawn from; `drawPlan` places it. Kept by the browser. */
    hallPlan: (id: string, signal?: AbortSignal) => call(venues.getHallPlan, { params: { id }, signal }),
    bestSeats: (id: string, query: RouteQueryInput<typeof shows.getBestSeats>, signal?: AbortSignal) =>
      call(shows.getBestSeats, { params: { id }, query, signal }),

    createCity: (body: RouteBodyInput<typeof venues.createCity>, signal?: AbortSignal) =>
      call(venues.createCity, { body, signal }),
    createVenue: (body: RouteBodyInput<typeof venues.createVenue>, signal?: AbortSignal) =>
      call(venues.createVenue, { body, signal }),
    createTitle: (body: RouteBodyInput<typeof titles.createTitle>, signal?: AbortSignal) =>
      call(titles.createTitle, { body, signal }),
    createShows: (body: RouteBodyInput<typeof shows.createShows>, signal?: AbortSignal) =>
      call(shows.createShows, { body, signal }),
    changeShow: (id: string, body: RouteBodyInput<typeof shows.changeShow>, signal?: AbortSignal) =>
      call(shows.changeShow, { params: { id }, body, signal }),
    /** The hall that a seat map would make; nothing is stored. */
    previewHall: (file: SeatMapFile, signal?: AbortSignal) =>
      call(venues.previewHall, { body: new Blob([file.content], { type: file.type }), signal }),
    /** A seat map in one of its two forms (docs/halls.md). */
    importHall: (file: SeatMapFile, query: RouteQueryInput<typeof venues.importHall> = {}, signal?: AbortSignal) =>
      call(venues.importHall, { query, body: new Blob([file.content], { type: file.type }), signal }),
  };
}
