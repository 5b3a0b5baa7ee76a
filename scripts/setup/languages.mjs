import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { aptInstall, aptObstacle } from './debian.mjs';
import { ROOT } from './paths.mjs';
import { fail } from './say.mjs';

/** Debian packages of each language beyond the core set, from the lines of the image that has them all. */
export function languagePackages() {
  const languages = new Map();
  let id;
  for (const line of readFileSync(`${ROOT}/docker/languages/all.Dockerfile`, 'utf8').split('\n')) {
    const comment = /^ +# (\w+)$/.exec(line);
    if (!comment && id !== undefined) languages.set(id, line.replace(/\\$/, '').trim().split(/ +/));
    id = comment?.[1];
  }
  return languages;
}

/** The packages, each with the first language that asks for it, which dpkg does not have. */
function lacking(ids) {
  const wanted = new Map();
  for (const id of ids)
    for (const name of languagePackages().get(id) ?? []) if (!wanted.has(name)) wanted.set(name, id);
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...wanted.keys()], {
    encoding: 'utf8',
  });
  const present = new Set((stdout ?? '').split('\n').map((line) => /^(\S+) installed$/.exec(line)?.[1]));
  return [...wanted].filter(([name]) => !present.has(name));
}

let open = [];

export const languages = {
  id: 'languages',
  title: 'Languages',
  // Only for `docket languages install [ids|all]`.
  missing(command, args) {
    if (args[0] !== 'languages' || args[1] !== 'install') return [];
    const known = [...languagePackages().keys()];
    const asked = args.slice(2).filter((word) => !word.startsWith('-'));
    const unknown = asked.filter((id) => id !== 'all' && !known.includes(id));
    if (unknown.length > 0)
      fail(1, `Nothing to install for: ${unknown.join(', ')}. There are: ${known.join(', ')}, or all of them: all.`);
    open = lacking(asked.includes('all') ? known : asked);
    return open.map(([name, id]) => `Debian package ${name} (language ${id}), with apt-get`);
  },
  obstacle: () => aptObstacle(open.map(([name]) => name)),
  install: () => aptInstall(open.map(([name]) => name)),
};
