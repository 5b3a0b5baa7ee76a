import { jobs, type JobContract, type QueueName } from '@docket/contracts/jobs/registry';
import { ConfigError, loadConfig, type Environment } from '@docket/runtime/config';
import {
  bookingAreaSlices,
  contestAreaSlices,
  judgeAreaSlices,
  mailAreaSlices,
  moneyAreaSlices,
  outgoingAreaSlices,
  type WorkerAreaName,
} from '@docket/runtime/settings/services';
import type { SettingsOfAll, Slice } from '@docket/runtime/settings/slice';
import type { Area, Hole, Platform } from './platform.ts';

/** An area of the worker: the queues it serves, and how it is started with the settings that are its own. */
export type AreaDefinition = {
  readonly queues: readonly QueueName[];
  /** Reads its settings, before anything is started. @throws ConfigError */
  readonly prepare: (env: Environment | undefined) => (platform: Platform, hole: Hole) => Promise<Area>;
};

function area<const S extends readonly Slice<unknown>[]>(
  queues: readonly QueueName[],
  slices: S,
  start: (platform: Platform, settings: SettingsOfAll<S>, hole: Hole) => Promise<Area>,
): AreaDefinition {
  return {
    queues,
    prepare(env) {
      const settings = loadConfig(slices, env);
      return (platform, hole) => start(platform, settings, hole);
    },
  };
}

/** Every area, by the name it has in WORKER_AREAS. Its code is loaded where it is worked on: a worker for bookings carries no sandbox. */
export const AREAS: Readonly<Record<WorkerAreaName, AreaDefinition>> = {
  judge: area(['judge'], judgeAreaSlices, async (platform, settings, hole) =>
    (await import('./areas/judge.ts')).startJudging(platform, settings, hole),
  ),
  booking: area(['booking'], bookingAreaSlices, async (platform, settings) =>
    (await import('./areas/booking.ts')).startBooking(platform, settings),
  ),
  mail: area(['mail'], mailAreaSlices, async (platform, settings) =>
    (await import('./areas/mail.ts')).startMail(platform, settings),
  ),
  money: area(['money'], moneyAreaSlices, async (platform, settings) =>
    (await import('./areas/money.ts')).startMoney(platform, settings),
  ),
  outgoing: area(['outgoing'], outgoingAreaSlices, async (platform, settings) =>
    (await import('./areas/outgoing.ts')).startOutgoing(platform, settings),
  ),
  contest: area(['contest'], contestAreaSlices, async (platform) =>
    (await import('./areas/contest.ts')).startContests(platform),
  ),
};

/** Of the names in WORKER_AREAS, or of all where it is not set. @throws ConfigError for one that there is not */
export function chooseAreas(
  names: readonly string[] | undefined,
  areas: Readonly<Record<string, AreaDefinition>> = AREAS,
): ReadonlyMap<string, AreaDefinition> {
  const known = Object.keys(areas);
  return new Map(
    [...new Set(names ?? known)].map((name) => {
      const definition = Object.hasOwn(areas, name) ? areas[name] : undefined;
      if (definition === undefined)
        throw new ConfigError([
          `WORKER_AREAS=${(names ?? []).join(',')}: there is no ${name}; give ${known.join(', ')}`,
        ]);
      return [name, definition];
    }),
  );
}

/**
 * Every job must be on a queue that exactly one area serves: a job on any other would wait for ever.
 * @throws Error naming job and queue
 */
export function requireAreaPerQueue(
  areas: Readonly<Record<string, AreaDefinition>> = AREAS,
  registry: Readonly<Record<string, Pick<JobContract, 'queue'>>> = jobs,
): void {
  for (const [job, { queue }] of Object.entries(registry)) {
    const serving = Object.keys(areas).filter((name) => areas[name]?.queues.includes(queue) === true);
    if (serving.length === 0)
      throw new Error(`The job ${job} is on the queue ${queue}, which no area of the worker serves (areas.ts).`);
    if (serving.length > 1)
      throw new Error(`The job ${job} is on the queue ${queue}, which ${serving.join(' and ')} both serve (areas.ts).`);
  }
}

/**
 * What an area has started must handle every job of its queues. The types say so where an area is written; this says so of what runs.
 * @throws Error naming area, job and queue
 */
export function requireHandlers(
  name: string,
  { queues }: Pick<AreaDefinition, 'queues'>,
  serve: Readonly<Record<string, { readonly handlers: Readonly<Record<string, unknown>> } | undefined>>,
  registry: Readonly<Record<string, Pick<JobContract, 'queue'>>> = jobs,
): void {
  const surplus = Object.keys(serve).find((queue) => !queues.some((own) => own === queue));
  if (surplus !== undefined) throw new Error(`The area ${name} serves the queue ${surplus}, which is not its own.`);
  for (const [job, { queue }] of Object.entries(registry)) {
    if (!queues.includes(queue)) continue;
    if (typeof serve[queue]?.handlers[job] !== 'function')
      throw new Error(`The area ${name} has no handler for the job ${job} of its queue ${queue}.`);
  }
}
