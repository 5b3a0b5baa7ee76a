import type { TestProject } from 'vitest/node';
import { createInstallation, type Installation } from '@docket/testing/installation';
import { cloneTemplate } from '@docket/testing/postgres';

/** The one installation of all browser tests, as it is handed to their processes. */
export type SharedStack = {
  readonly databaseUrl: string;
  /** Of its API, which serves the pages. */
  readonly baseUrl: string;
  /** What its services were given. */
  readonly env: Readonly<Record<string, string>>;
};

declare module 'vitest' {
  interface ProvidedContext {
    stack: SharedStack;
  }
}

/** One of each service: judging and booking, and confirming without a payment. Returns the address of the API. */
async function startServices(docket: Installation): Promise<string> {
  const gateway = await docket.start('realtime');
  const [api] = await Promise.all([
    docket.start('api', {
      REALTIME_PUBLIC_URL: `${gateway.url.replace(/^http/, 'ws')}/connection/websocket`,
      DISABLE_THROTTLE: '1',
    }),
    docket.start('worker', { LEASE_SECONDS: '2' }),
  ]);
  return api.url;
}

/** vitest's globalSetup of the browser tests, after the one that starts Postgres. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await cloneTemplate(project.getProvidedContext().postgres);
  const docket = await createInstallation(database);
  try {
    const baseUrl = await startServices(docket);
    project.provide('stack', { databaseUrl: database.url, baseUrl, env: docket.env });
  } catch (error) {
    await docket.dispose();
    throw error;
  }
  return () => docket.dispose();
}
