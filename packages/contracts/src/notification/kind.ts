import type { z } from 'zod';
import type { Role } from '../access.ts';

/** How an instant is written for a person: the time in the zone of the place it happens at, or of whoever reads. */
export type Words = {
  /** @param zone IANA name; the reader's own when left out */
  readonly time: (at: string, zone?: string) => string;
  /** @param minor in the minor unit of the currency (ISO 4217) */
  readonly money: (minor: number, currency: string) => string;
};

/** A kind of notification: what it must be told, and what it tells. One file each beside this one, and a line in `kinds.ts`. */
export type NotificationKind<Data extends z.ZodType> = {
  /** For the page of preferences, such as `Seats confirmed`. */
  readonly name: string;
  readonly data: Data;
  /** Does it go out by mail to those who have not said otherwise? */
  readonly mail: boolean;
  /** Of what only some are ever told: to whom its preference is shown. */
  readonly roles?: readonly Role[];
  readonly title: (data: z.output<Data>, words: Words) => string;
  /** A sentence or two. */
  readonly text: (data: z.output<Data>, words: Words) => string;
  /** Where in the web app it leads. */
  readonly link: (data: z.output<Data>) => string;
};

/** Keeps the type of the data between schema and texts. */
export function kind<Data extends z.ZodType>(definition: NotificationKind<Data>): NotificationKind<Data> {
  return definition;
}
