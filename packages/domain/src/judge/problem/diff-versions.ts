import type { VersionDiff } from '@docket/contracts/http/setter';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { findOwnVersion } from './versions.ts';
import { aroundChanges, diffLines } from './text-diff.ts';

const factsStatement = prepare(
  'facts_of_version',
  `SELECT v.statement, jsonb_build_object('title', coalesce(v.title, ''), 'difficulty', coalesce(v.difficulty, ''), 'tags', array_to_string(v.tags, ', '),
            'author', coalesce(v.author, ''), 'source', coalesce(v.source, ''), 'time limit', v.cpu_ms || ' ms', 'memory limit', v.memory_bytes || ' bytes',
            'output limit', v.output_bytes || ' bytes', 'code limit', v.code_bytes || ' bytes', 'validator flags', array_to_string(v.validator_flags, ' '),
            'languages', coalesce((SELECT string_agg(l, ', ') FROM jsonb_array_elements_text(v.languages) AS l), 'all'),
            'judging', coalesce((SELECT (j.judging - 'function' - 'include')::text FROM problem_judgings j WHERE j.problem_id = v.problem_id AND j.version = v.version), 'pass-fail')) AS facts
     FROM problem_versions v WHERE v.problem_id = $1 AND v.version = $2`,
).rows<{ facts: Record<string, string> }>();
const statementsStatement = prepare(
  'statements_of_version',
  `SELECT s.language, coalesce(s.markdown, '') AS markdown FROM problem_statements s WHERE s.problem_id = $1 AND s.version = $2 ORDER BY s.ordinal`,
).rows<{ markdown: string }>();
const filesStatement = prepare(
  'files_of_version',
  `SELECT 'data/' || t.name || '.in' AS path, t.input_hash AS hash, t.input_size AS size FROM problem_tests t WHERE t.problem_id = $1 AND t.version = $2
   UNION ALL SELECT 'data/' || t.name || '.ans', t.answer_hash, t.answer_size FROM problem_tests t WHERE t.problem_id = $1 AND t.version = $2
   UNION ALL SELECT f.name, f.hash, f.size FROM problem_files f WHERE f.problem_id = $1 AND f.version = $2
   UNION ALL SELECT f.path, f.hash, f.size FROM problem_materials f WHERE f.problem_id = $1 AND f.version = $2
   UNION ALL SELECT 'output_validator/' || g.name, g.hash, b.size FROM problem_programs g JOIN blobs b ON b.hash = g.hash WHERE g.problem_id = $1 AND g.version = $2
   ORDER BY path`,
).rows<{ path: string; hash: string; size: number }>();

/**
 * What is other in version `to` than in `from`: in the one there is than in the one before it, where they are left out.
 * @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found`
 */
export async function diffVersions(
  ctx: Ctx,
  input: { readonly slug: string; readonly from?: number | undefined; readonly to?: number | undefined },
): Promise<VersionDiff> {
  const { id, version: to } = await findOwnVersion(ctx, { slug: input.slug, version: input.to });
  const { version: from } = await findOwnVersion(ctx, { slug: input.slug, version: input.from ?? Math.max(1, to - 1) });
  const [before, after] = await Promise.all([read(ctx, id, from), read(ctx, id, to)]);
  return {
    from,
    to,
    facts: factsOf(before, after),
    statements: statementsOf(before, after),
    files: filesOf(before, after),
  };
}

type Version = Awaited<ReturnType<typeof read>>;

async function read({ db }: Pick<Ctx, 'db'>, id: string, version: number) {
  const [facts] = await factsStatement(db.pool, [id, version]);
  const statements = await statementsStatement(db.pool, [id, version]);
  const files = await filesStatement(db.pool, [id, version]);
  // Versions of before there were several have one text of their own.
  const texts = statements.length > 0 ? statements : [{ language: 'en', markdown: facts?.statement ?? '' }];
  return {
    facts: facts?.facts ?? {},
    texts: new Map(texts.map(({ language, markdown }) => [language, markdown])),
    files: new Map(files.map((file) => [file.path, file])),
  };
}

function factsOf(before: Version, after: Version): VersionDiff['facts'] {
  return Object.keys(after.facts)
    .map((name) => ({ name, before: before.facts[name] ?? '', after: after.facts[name] ?? '' }))
    .filter((one) => one.before !== one.after);
}

function statementsOf(before: Version, after: Version): VersionDiff['statements'] {
  return [...new Set([...before.texts.keys(), ...after.texts.keys()])].flatMap((language) => {
    const [old, now] = [before.texts.get(language) ?? '', after.texts.get(language) ?? ''];
    if (old === now) return [];
    const lines = diffLines(old, now);
    return [{ language, lines: lines === null ? [] : [...aroundChanges(lines)], cut: lines === null }];
  });
}

function filesOf(before: Version, after: Version): VersionDiff['files'] {
  return [...new Set([...before.files.keys(), ...after.files.keys()])].sort().flatMap((path) => {
    const [old, now] = [before.files.get(path), after.files.get(path)];
    if (old?.hash === now?.hash) return [];
    const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    return [{ path, change, before: old?.size ?? null, after: now?.size ?? null } as const];
  });
}
