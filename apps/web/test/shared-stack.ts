import type { TestProject } from 'vitest/node';
import { freePort } from '@docket/runtime/embedded/ports';
import { createInstallation, type Installation } from '@docket/testing/installation';
import { startLoginProvider, type TestLoginProvider } from '@docket/testing/login-provider';
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

/** Where passkeys can be, and where the provider of log-ins leads back to. */
const home = (port: number): string => `http://localhost:${port}`;

/** One of each service: judging and booking, and confirming without a payment. Returns the address of the API. */
async function startServices(docket: Installation, port: number, loginProvider: TestLoginProvider): Promise<string> {
  const gateway = await docket.start('realtime', { ALLOWED_ORIGINS: home(port) });
  const [api] = await Promise.all([
    docket.start('api', {
      REALTIME_PUBLIC_URL: `${gateway.url.replace(/^http/, 'ws')}/connection/websocket`,
      DISABLE_THROTTLE: '1',
      API_PORT: String(port),
      PUBLIC_URL: home(port),
      ...loginProvider.env,
    }),
    docket.start('worker', { LEASE_SECONDS: '2' }),
  ]);
  return api.url;
}

/** vitest's globalSetup of the browser tests, after the one that starts Postgres. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await cloneTemplate(project.getProvidedContext().postgres);
  const docket = await createInstallation(database);
  const port = await freePort();
  const loginProvider = await startLoginProvider(home(port));
  const dispose = async () => {
    await docket.dispose();
    await loginProvider.stop();
  };
  try {
    const baseUrl = await startServices(docket, port, loginProvider);
    project.provide('stack', { databaseUrl: database.url, baseUrl, env: docket.env });
  } catch (error) {
    await dispose();
    throw error;
  }
  return dispose;
}
