import { loadConfig, type Environment } from '@docket/runtime/config';
import { workerSlices, type WorkerProcessSettings } from '@docket/runtime/settings/services';
import { chooseAreas, type AreaDefinition } from './areas.ts';

/** What a worker reads: its own settings, and of its areas those alone that it works on. */
export type WorkerSettings = WorkerProcessSettings & {
  readonly areas: ReadonlyMap<string, AreaDefinition & { readonly start: ReturnType<AreaDefinition['prepare']> }>;
};

/** @param env defaults to the process's environment. @throws ConfigError naming each variable that is missing or wrong */
export function readWorkerSettings(env?: Environment): WorkerSettings {
  const config = loadConfig(workerSlices, env);
  const chosen = [...chooseAreas(config.WORKER_AREAS)];
  return { ...config, areas: new Map(chosen.map(([name, area]) => [name, { ...area, start: area.prepare(env) }])) };
}
