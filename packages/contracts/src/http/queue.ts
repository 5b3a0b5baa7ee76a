import { z } from 'zod';
import { ADMINS } from '../access.ts';
import { metering } from '../judge/evidence.ts';
import { taskClass } from '../judge/task.ts';
import { route, timestamp } from './route.ts';

/** Tasks ended in the last 1, 5 and 15 minutes. */
export const throughput = z.object({ m1: z.int(), m5: z.int(), m15: z.int() });

export const queueState = z.object({
  /** Nothing new is taken up by any worker; what runs goes on. */
  paused: z.boolean(),
  /** Nothing new is taken in; what waits is judged. */
  draining: z.boolean(),
  reason: z.string().nullable(),
  /** Username of the admin who set it so; null: never touched. */
  changedBy: z.string().nullable(),
  changedAt: timestamp.nullable(),
  classes: z.array(
    z.object({
      class: taskClass,
      waiting: z.int(),
      running: z.int(),
      /** Users with something waiting. */
      users: z.int(),
      oldestWaitingSeconds: z.number().nullable(),
      throughput,
    }),
  ),
  /** Waiting tasks in languages that no live worker has. */
  stuck: z.array(z.object({ language: z.string(), waiting: z.int() })),
  slots: z.int(),
  averageMs: z.number(),
});
export type QueueState = z.infer<typeof queueState>;

export const getQueue = route({
  method: 'GET',
  path: '/admin/queue',
  access: ADMINS,
  status: 200,
  summary: 'The judge’s queue: depth, age and throughput by class',
  response: queueState,
  errors: ['unauthenticated', 'forbidden'],
});

/** Times looked back over, in hours, that a chart offers. */
export const historyHours = [1, 6, 24, 168] as const;

export const queueHistory = z.object({
  from: timestamp,
  to: timestamp,
  /** Length of each point. */
  stepSeconds: z.int(),
  /** The worst of each step, in order; steps without a sample, when no worker ran, are left out. */
  points: z.array(
    z.object({
      at: timestamp,
      waiting: z.int(),
      running: z.int(),
      slots: z.int(),
      oldestWaitingSeconds: z.number().nullable(),
      /** Of what was judged in the step: how long half of it, and nineteen of twenty, had waited. */
      waitP50Seconds: z.number().nullable(),
      waitP95Seconds: z.number().nullable(),
    }),
  ),
});
export type QueueHistory = z.infer<typeof queueHistory>;

export const getQueueHistory = route({
  method: 'GET',
  path: '/admin/queue/history',
  access: ADMINS,
  status: 200,
  summary: 'Depth and waits of the judge’s queue over time, up to a week back',
  query: z.object({ hours: z.coerce.number().int().min(1).max(168).default(6) }),
  response: queueHistory,
  errors: [],
});

const why = z.object({ reason: z.string().max(200).optional() }).default({});

export const pauseQueue = route({
  method: 'POST',
  path: '/admin/queue/pause',
  access: ADMINS,
  status: 200,
  idempotent: 'state',
  summary: 'Take up nothing new, on all workers; what runs goes on, and new work is still taken in',
  body: why,
  example: { reason: 'a compiler is being updated' },
  response: queueState,
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

export const drainQueue = route({
  method: 'POST',
  path: '/admin/queue/drain',
  access: ADMINS,
  status: 200,
  idempotent: 'state',
  summary: 'Take in nothing new (503 with Retry-After), and judge what waits',
  body: why,
  example: { reason: 'maintenance at nine' },
  response: queueState,
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

export const resumeQueue = route({
  method: 'POST',
  path: '/admin/queue/resume',
  access: ADMINS,
  status: 200,
  idempotent: 'state',
  summary: 'Back to normal after a pause or drain',
  response: queueState,
  errors: ['unauthenticated', 'forbidden'],
});

/** What a worker found out about its sandbox. Newer workers may report more. */
export const workerSandbox = z.object({
  backend: z.string(),
  isolation: z.string().nullable(),
  metering: metering.nullable(),
  /** Boxes there now, by trust class. */
  boxes: z.array(z.object({ trust: z.string(), open: z.int(), busy: z.int() })).nullable(),
  /** The set of hostile programs it runs on itself: `failed` takes it out of rotation. */
  canary: z
    .object({ state: z.enum(['passed', 'failed', 'running']), at: timestamp.nullable(), failing: z.array(z.string()) })
    .nullable(),
});

/** How fast a worker found its host to be. */
export const workerCalibration = z.object({
  /** `off`: limits are the problems' own everywhere. `fixed`: set by hand for this worker. */
  mode: z.enum(['off', 'auto', 'fixed']),
  /** CPU limits are multiplied by it here. */
  factor: z.number(),
  /** Which program was measured, and the CPU time in ms that it took; null where nothing was measured. */
  program: z.string().nullable(),
  measuredMs: z.number().nullable(),
  referenceMs: z.number().nullable(),
  at: timestamp.nullable(),
});
export type WorkerCalibration = z.infer<typeof workerCalibration>;

/** Where a worker's programs run on its machine. */
export const workerCores = z.object({
  /** The core of each slot, by the machine's numbers. */
  bySlot: z.array(z.int()),
  /** Slots of other workers on the same cores: above 0 there are more slots on the machine than cores. */
  shared: z.int(),
});

/** The host that limits are meant for: what the program took there. */
export const judgeReference = z.object({
  program: z.string(),
  cpuMs: z.number(),
  host: z.string(),
  /** Username of the admin who chose it; null: it is the first worker's. */
  setBy: z.string().nullable(),
  setAt: timestamp,
});
export type JudgeReference = z.infer<typeof judgeReference>;

export const workerStatus = z.object({
  workerId: z.string(),
  host: z.string(),
  startedAt: timestamp,
  seenAt: timestamp,
  /** Seen within the last 30 s. */
  alive: z.boolean(),
  /** It takes up no work at the moment: stopping, or its canary failed. */
  outOfRotation: z.string().nullable(),
  slots: z.int(),
  busy: z.int(),
  averageMs: z.number(),
  sandbox: workerSandbox,
  versions: z.object({ docket: z.string().nullable(), node: z.string().nullable() }),
  languages: z.array(z.object({ id: z.string(), version: z.string() })),
  throughput,
  compileCache: z.object({ hits: z.int(), misses: z.int(), bytes: z.number() }).nullable(),
  calibration: workerCalibration.nullable(),
  cores: workerCores.nullable(),
});
export type WorkerStatus = z.infer<typeof workerStatus>;

export const listWorkers = route({
  method: 'GET',
  path: '/admin/workers',
  access: ADMINS,
  status: 200,
  summary: 'The fleet: every worker seen in the last day, as it last reported itself',
  response: z.object({
    data: z.array(workerStatus),
    oldestWaitingSeconds: z.number().nullable(),
    /** What the workers' hosts are compared with; null before the first has measured. */
    reference: judgeReference.nullable(),
  }),
  errors: ['unauthenticated', 'forbidden'],
});

export const chooseReference = route({
  method: 'PUT',
  path: '/admin/reference',
  access: ADMINS,
  status: 200,
  summary: 'Make a worker’s host the one that time limits are meant for; slower hosts are given more CPU time',
  body: z.object({ workerId: z.string().max(200) }),
  response: judgeReference,
  errors: ['unauthenticated', 'forbidden', 'invalid_request', 'not_found'],
});

/** Where the pages of bull-board are; `POST /admin/queues/session` first, from a logged-in admin's browser. */
export const QUEUE_BOARD_PATH = '/admin/queues';

export const openQueueBoard = route({
  method: 'POST',
  path: '/admin/queues/session',
  access: ADMINS,
  status: 200,
  idempotent: 'fresh',
  summary: 'A cookie of a quarter of an hour for the pages of bull-board, which can send no Authorization header',
  response: z.object({ url: z.string(), expiresAt: timestamp }),
  errors: ['unauthenticated', 'forbidden'],
});
