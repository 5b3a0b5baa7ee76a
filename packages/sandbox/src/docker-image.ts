import { createHash } from 'node:crypto';
import type Docker from 'dockerode';
import type { SandboxLog } from './log.ts';
import { readRunnerSource, RUNNER_CFLAGS, RUNNER_DIR } from './runner/ensure-runner.ts';

/** Runs `work` while nobody else runs something under the same name. */
export type Exclusively = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export type BoxImageOptions = {
  /** Images are `<prefix>/languages:all`, `<prefix>/languages:core` and `<prefix>/box:…`; `docket` by default. */
  readonly imagePrefix?: string;
  /** Which set of languages the boxes have; by default `all` where that image is there, else `core`. */
  readonly languages?: 'all' | 'core';
  readonly log: SandboxLog;
  /** Keeps several workers of one engine from building the image at the same time; by default nothing does. */
  readonly exclusively?: Exclusively;
  /** Shell line that makes what is compiled ahead; nothing by default. */
  readonly precompile?: string;
};

/** The languages image with our runner on top, under a tag that names both; built when it is not there. */
export async function boxImage(docker: Docker, options: BoxImageOptions): Promise<{ image: string; build: string }> {
  const { imagePrefix = 'docket', precompile = 'true', log, exclusively = (_, work) => work() } = options;
  const { build, files } = await readRunnerSource();
  const { languages, base } = await languagesImage(docker, imagePrefix, options.languages);
  const recipe = createHash('sha256').update(precompile).digest('hex').slice(0, 8);
  const image = `${imagePrefix}/box:${build}-${base.replace('sha256:', '').slice(0, 12)}-${recipe}`;
  const isThere = (): Promise<boolean> =>
    docker
      .getImage(image)
      .inspect()
      .then(
        () => true,
        () => false,
      );
  if (await isThere()) return { image, build };
  await exclusively(image, async () => {
    // Another worker may have built it while we waited.
    if (await isThere()) return;
    log.info({ image }, 'building the box image');
    const buildargs = {
      LANGUAGES: languages,
      PRECOMPILE: precompile,
      RUNNER_BUILD: build,
      RUNNER_CFLAGS: RUNNER_CFLAGS.join(' '),
    };
    await buildImage(docker, ['Dockerfile', ...files.map(({ name }) => name)], { t: image, buildargs });
  });
  return { image, build };
}

async function buildImage(docker: Docker, src: string[], options: Docker.ImageBuildOptions): Promise<void> {
  const progress = await docker.buildImage({ context: RUNNER_DIR, src }, options);
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(progress, (error: Error | null, steps: { error?: string }[] | null) => {
      const failed = error?.message ?? steps?.find((step) => step.error !== undefined)?.error;
      if (failed === undefined) resolve();
      else reject(new Error(`building ${options.t} failed: ${failed}`));
    });
  });
}

/** The image of languages to build on, and its id. Throws in plain words when it is missing. */
async function languagesImage(
  docker: Docker,
  prefix: string,
  wanted: 'all' | 'core' | undefined,
): Promise<{ languages: string; base: string }> {
  for (const tag of wanted === undefined ? ['all', 'core'] : [wanted]) {
    const languages = `${prefix}/languages:${tag}`;
    const base = await docker
      .getImage(languages)
      .inspect()
      .then(
        ({ Id }) => Id,
        () => undefined,
      );
    if (base !== undefined) return { languages, base };
  }
  const missing = `${prefix}/languages:${wanted ?? 'core'}`;
  const file = wanted === 'all' ? ' -f docker/languages/all.Dockerfile' : '';
  throw new Error(
    `the image ${missing} is missing: run docker/base-images.sh where images cannot be pulled, then docker build -t ${missing}${file} docker/languages`,
  );
}
