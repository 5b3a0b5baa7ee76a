// Documentation may only name what exists: every relative link and every path in backticks of README.md,
// CONTRIBUTING.md and docs/.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The first folder of a path in this repository; other words with a slash in them are not paths. */
const FOLDERS = ['apps', 'packages', 'docs', 'docker', 'prisma', 'scripts', 'bench', 'examples', '.ci'];

/** Paths that exist only on a machine where something has run. */
const MADE_LATER = [/^apps\/web\/dist/, /^packages\/db\/src\/generated/];

function documents(root) {
  const found = ['README.md', 'CONTRIBUTING.md'].map((name) => join(root, name)).filter((path) => existsSync(path));
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) walk(join(folder, entry.name));
      else if (entry.name.endsWith('.md')) found.push(join(folder, entry.name));
    }
  };
  walk(join(root, 'docs'));
  return found;
}

/** Relative links and repository paths that a Markdown text names. `link` is relative to the document, `path` to the root. */
export function namedIn(markdown) {
  const prose = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  const links = [...prose.matchAll(/\]\(\s*<?([^)\s>#]+)[^)]*\)/g)]
    .map((match) => match[1])
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link));
  const paths = [...prose.matchAll(/`([^`\n]+)`/g)]
    .map((match) => match[1])
    .filter((text) => FOLDERS.some((folder) => text.startsWith(`${folder}/`)) && !/[\s<>*{}$]/.test(text))
    .map((text) => text.replace(/[:#]L?\d+$/, ''));
  return { links, paths };
}

/** Every named path that does not exist, one line each. */
export function deadPaths(root) {
  const dead = [];
  for (const document of documents(root)) {
    const { links, paths } = namedIn(readFileSync(document, 'utf8'));
    for (const link of links)
      if (!existsSync(join(dirname(document), link)))
        dead.push(`${relative(root, document)}: the link ${link} leads nowhere`);
    for (const path of paths) {
      if (!existsSync(join(root, path)) && !MADE_LATER.some((pattern) => pattern.test(path)))
        dead.push(`${relative(root, document)}: there is no ${path}`);
    }
  }
  return dead;
}
