import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '@docket/runtime/embedded/ports';
import { inheritedEnvironment } from '@docket/runtime/env';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const run = promisify(execFile);

export type Container = {
  readonly id: string;
  readonly service: string;
  readonly healthy: boolean;
  /** Undefined while it runs. */
  readonly exitCode: number | undefined;
};

/** `docker/compose.yaml` as a project of its own: own names, volumes, secrets and ports. */
export type ComposeProject = {
  /** Of the proxy. */
  readonly url: string;
  /** Of the profile `development`: where it is open on this machine, and with which key. */
  readonly bank: { readonly url: string; readonly key: string };
  /** Builds, starts and waits until everything is healthy. */
  up(...scale: readonly string[]): Promise<void>;
  compose(...args: readonly string[]): Promise<string>;
  containers(): Promise<readonly Container[]>;
  /** Replaces everything by new containers, as docker/upgrade.sh does it. */
  upgrade(): Promise<string>;
  /** What a module prints that runs in a container. */
  evaluate(id: string, module: string): Promise<string>;
  /** What a container has written, both streams, with the engine's time before each line. */
  logs(id: string): Promise<string>;
  /** SIGKILL, as a crash or the kernel's memory killer would. */
  kill(id: string): Promise<void>;
  /** One value of `/metrics` inside a container: the sum over all labels. */
  metric(id: string, port: number, name: string): Promise<number>;
  /** Rows of a query as psql prints them, columns separated by `|`. */
  sql(query: string): Promise<readonly string[]>;
  /** Ends it and removes its volumes. */
  dispose(): Promise<void>;
};

async function command(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  try {
    const options = { cwd: ROOT, env: { ...inheritedEnvironment(), DOCKER_BUILDKIT: '0', ...env }, maxBuffer: 2 ** 26 };
    const { stdout } = await run(file, [...args], options);
    return stdout.trim();
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw new Error(`${file} ${args.join(' ')} failed:\n${words.slice(-4_000)}`, { cause: error });
  }
}

/** The engine's plugin where it is installed, else the older program of its own. */
async function composeCommand(): Promise<readonly [string, readonly string[]]> {
  return run('docker', ['compose', 'version']).then(
    () => ['docker', ['compose']] as const,
    () => ['docker-compose', []] as const,
  );
}

const secret = (): string => randomBytes(24).toString('hex');

/**
 * Prepares the project; nothing is started yet.
 * @param settings what else stands in its environment, as in docker/env.example
 * @throws when no engine answers
 */
export async function composeProject(settings: Readonly<Record<string, string>> = {}): Promise<ComposeProject> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-compose-'));
  const name = `docket-test-${randomBytes(3).toString('hex')}`;
  const [http, https, bankPort] = [await freePort(), await freePort(), await freePort()];
  const bank = { url: `http://127.0.0.1:${bankPort}`, key: secret() };
  const socket = inheritedEnvironment()['DOCKER_SOCKET'] ?? '/var/run/docker.sock';
  const password = secret();
  const env: Record<string, string> = {
    ...settings,
    COMPOSE_PROJECT_NAME: name,
    POSTGRES_PASSWORD: password,
    REDIS_PASSWORD: secret(),
    WEBHOOKS_POSTGRES_PASSWORD: secret(),
    BANK_API_KEY: bank.key,
    BANK_HTTP_PORT: `127.0.0.1:${bankPort}`,
    BANK_PUBLIC_URL: bank.url,
    WEBHOOK_SECRETS_BANK: `whsec_${randomBytes(32).toString('base64')}`,
    REALTIME_JWT_SECRET: secret(),
    ROOM_PASS_SECRET: secret(),
    QUEUE_BOARD_SECRET: secret(),
    ADMIN_PASSWORD: secret(),
    DOCKER_GID: String((await stat(socket)).gid),
    DOCKER_SOCKET: socket,
    HTTP_PORT: `127.0.0.1:${http}`,
    HTTPS_PORT: `127.0.0.1:${https}`,
  };
  const file = join(folder, 'env');
  await writeFile(
    file,
    Object.entries(env)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
    { mode: 0o600 },
  );
  await command('sh', ['docker/base-images.sh', 'services'], {});
  const [program, first] = await composeCommand();
  const compose = (...args: readonly string[]): Promise<string> =>
    command(program, [...first, '--env-file', file, '--file', 'docker/compose.yaml', ...args], env);
  const docker = (...args: readonly string[]): Promise<string> => command('docker', args, {});

  const evaluate = (id: string, module: string): Promise<string> =>
    docker('exec', id, 'node', '--input-type=module', '--eval', module);

  async function containers(): Promise<readonly Container[]> {
    const text = await docker(
      ...['ps', '--all', '--no-trunc', '--filter', `label=com.docker.compose.project=${name}`],
      ...['--format', '{{.ID}}\t{{.Label "com.docker.compose.service"}}\t{{.Status}}'],
    );
    return text.split('\n').map((line) => {
      const [id = '', service = '', status = ''] = line.split('\t');
      const ended = /^Exited \((\d+)\)/.exec(status)?.[1];
      return {
        id,
        service,
        healthy: status.includes('(healthy)'),
        exitCode: ended === undefined ? undefined : Number(ended),
      };
    });
  }

  return {
    url: `http://127.0.0.1:${http}`,
    bank,
    compose,
    containers,
    async up(...scale) {
      await compose('up', '--detach', '--build', ...scale.flatMap((one) => ['--scale', one]));
    },
    async logs(id) {
      const { stdout, stderr } = await run('docker', ['logs', '--timestamps', id], { maxBuffer: 2 ** 26 });
      return stdout + stderr;
    },
    kill: async (id) => void (await docker('kill', id)),
    upgrade: () => command('sh', ['docker/upgrade.sh', '--env-file', file], env),
    evaluate,
    async metric(id, port, metric) {
      const script = `process.stdout.write(await (await fetch('http://127.0.0.1:${port}/metrics')).text())`;
      const text = await evaluate(id, script);
      const lines = text.split('\n').filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `));
      return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    },
    async sql(query) {
      const url = `postgresql://docket:${password}@127.0.0.1/docket`;
      const text = await compose(
        'exec',
        '-T',
        'postgres',
        'psql',
        url,
        '--no-align',
        '--tuples-only',
        '--command',
        query,
      );
      return text.split('\n').filter(Boolean);
    },
    async dispose() {
      await compose('down', '--volumes', '--timeout', '10');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
