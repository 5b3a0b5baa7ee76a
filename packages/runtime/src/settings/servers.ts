import { z } from 'zod';
import { slice, type SettingsOf, type Variable } from './slice.ts';

function isUrl(schemes: readonly string[]): (value: string) => boolean {
  return (value) => schemes.some((scheme) => value.startsWith(`${scheme}://`)) && URL.canParse(value);
}

export const databaseUrl = {
  form: z.string().refine(isUrl(['postgres', 'postgresql']), 'that is no address of a Postgres'),
  expects: 'give postgresql://user:password@host:5432/database',
  secret: true,
} satisfies Variable;

/** Connections per process. Small pools win on hot rows. */
export function poolSize(preset: number) {
  return {
    form: z.coerce.number().int().min(1).max(1_000).default(preset),
    expects: `give the number of database connections a process may open, 1 to 1000, or unset it for ${preset}`,
  } satisfies Variable;
}

export const databaseSlice = slice({ DATABASE_URL: databaseUrl, DATABASE_POOL: poolSize(8) });
export type DatabaseSettings = SettingsOf<typeof databaseSlice>;

export const redisSlice = slice({
  REDIS_URL: {
    form: z.string().refine(isUrl(['redis', 'rediss']), 'that is no address of a Redis'),
    expects: 'give redis://:password@host:6379',
    secret: true,
  },
  /** Key prefix, so that two installations can share one Redis. */
  REDIS_PREFIX: {
    form: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .default('docket'),
    expects: 'give lower-case letters, digits and hyphens, or unset it for docket',
  },
});
export type RedisSettings = SettingsOf<typeof redisSlice>;
