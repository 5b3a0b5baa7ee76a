import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const count = z.coerce.number().int().min(0);
const flag = z.enum(['0', '1', 'true', 'false', '']).transform((v) => v === '1' || v === 'true');

/** Every environment variable the services read, its form and its default. The one place that touches `process.env`. */
const variables = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Where embedded servers, caches and generated secrets live. */
  DOCKET_DATA_DIR: z.string().default('.docket'),
  DATABASE_URL: z.string().startsWith('postgres'),
  /** Connections per process. Small pools win on hot rows. */
  DATABASE_POOL: count.default(8),
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'use redis://host:port'),
  /** Key prefix, so that two installations can share one Redis. */
  REDIS_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('docket'),

  /** Whose process this is; `/readyz` says it. `npm start` gives its services one, so that it takes no neighbour's for its own. */
  INSTALLATION_ID: z.string().optional(),

  HOST: z.string().default('127.0.0.1'),
  API_PORT: port.default(3000),
  REALTIME_PORT: port.default(3001),
  /** Health and metrics of a worker; it has no other HTTP. */
  WORKER_PORT: port.default(3010),
  /**
   * WebSocket address given to clients: a whole one, or a path on the address the client asked (behind a reverse proxy
   * that serves both). Default: the host the client asked, on REALTIME_PORT.
   */
  REALTIME_PUBLIC_URL: z
    .string()
    .regex(/^(wss?:\/\/|\/)/)
    .optional(),
  /** Browser origins the gateway and API accept besides their own, comma separated. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((v) =>
      v
        .split(',')
        .map((s) => s.trim())
        .filter(Boolean),
    ),
  /** Hops of reverse proxies in front; 0 trusts no X-Forwarded-For. */
  TRUST_PROXY: count.default(0),
  /** HMAC key (32 bytes or more) of realtime tokens; all api and realtime processes share it. */
  REALTIME_JWT_SECRET: z.string().min(32),

  ADMIN_USERNAME: z.string().default('admin'),
  ADMIN_PASSWORD: z.string().min(8).optional(),

  /** What a worker works on, comma separated; one without `judge` needs no sandbox. */
  WORKER_AREAS: z
    .string()
    .default('judge,booking')
    .transform((v) => v.split(',').map((s) => s.trim()))
    .pipe(z.array(z.enum(['judge', 'booking'])).min(1)),
  /** How long seats are held for whoever pays, seconds. */
  HOLD_SECONDS: z.coerce.number().min(1).default(600),
  /** Bookings waiting in all before new ones get 429. */
  BOOKING_DEPTH_LIMIT: count.default(20_000),
  /** Buyers whom a waiting room lets in at once, at most. */
  ROOM_INSIDE: count.default(200),
  /** How long a pass of a waiting room is good, seconds. */
  ROOM_PASS_SECONDS: z.coerce.number().min(1).default(300),
  /** While 95 % of bookings are decided in this many ms, waiting rooms let more in at a time. */
  ROOM_LATENCY_MS: z.coerce.number().min(1).default(250),
  /** How long seats are offered to one of a waiting list, seconds; a show that begins sooner shortens it. */
  OFFER_SECONDS: z.coerce.number().min(1).default(300),
  /**
   * Signs tickets: 32 random bytes in base64url, shared by all api processes. Without it a key is derived from
   * REALTIME_JWT_SECRET. A new one signs from then on; tickets signed with an earlier one stay good.
   */
  TICKET_SIGNING_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, 'use 32 bytes in base64url, 43 letters')
    .optional(),
  /** How long before a show its tickets are taken at the door, seconds. */
  DOORS_OPEN_SECONDS: count.default(7_200),
  /** `POST /bookings/:id/confirm` stands in for the payment. Never in production. */
  DEVELOPMENT_CONFIRM: flag.default(false),

  SANDBOX: z.enum(['auto', 'docker', 'bubblewrap']).default('auto'),
  DOCKER_SOCKET: z.string().default('/var/run/docker.sock'),
  /** The image that Docker boxes are made of; unset: `all` where it is there, else `core`. */
  LANGUAGES_IMAGE: z.enum(['all', 'core']).optional(),
  /** Judging slots; 0 means one per core. */
  WORKER_SLOTS: count.default(0),
  /**
   * CPU limits on hosts that are not equally fast. `auto`: a host that is more than 15 % slower than the fleet's reference
   * gives programs that much more CPU time, a faster one takes nothing away. A number: this worker's factor, measured or not.
   */
  CALIBRATION: z
    .union([z.enum(['off', 'auto']), z.coerce.number().min(0.5).max(4)], 'off, auto or a number from 0.5 to 4')
    .default('auto'),
  /** Compile slow headers ahead in the background of a first start (docs/sandbox.md). `off` saves that CPU time. */
  PRECOMPILED_HEADERS: z.enum(['auto', 'off']).default('auto'),
  /** Submissions waiting in all before new ones get 429. */
  QUEUE_DEPTH_LIMIT: count.default(10_000),
  /** Submissions one user may have waiting. */
  QUEUE_DEPTH_PER_USER: count.default(1_000),
  /** A claim not renewed for this long is taken over. */
  LEASE_SECONDS: z.coerce.number().min(1).default(10),
  /** Sign-ups and logins are throttled; load tests on loopback switch it off. */
  DISABLE_THROTTLE: flag.default(false),
  SHUTDOWN_SECONDS: z.coerce.number().min(0).default(30),
} as const;

const schema = z.object(variables);
export type Config = z.infer<typeof schema>;

/** What was wrong with the environment, a line per variable. */
export class ConfigError extends Error {
  constructor(lines: readonly string[]) {
    super(`The environment is not complete:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the configuration.
 * @param env defaults to the process's environment; empty strings count as unset.
 * @throws ConfigError naming each variable that is missing or wrong.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([key, value]) => key in variables && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}
