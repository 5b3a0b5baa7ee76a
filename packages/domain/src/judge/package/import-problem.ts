import { DocketError } from '@docket/contracts/errors';
import type { importProblem as route, ProblemStatus } from '@docket/contracts/http/problem';
import type { RouteResponse } from '@docket/contracts/http/route';
import type { PoolClient } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { judgingForm } from '@docket/problem-package/judging-form';
import { hashPackage, type HashedPackage } from '@docket/problem-package/package-hash';
import { readZipPackage } from '@docket/problem-package/read-package';
import type { ProblemPackage } from '@docket/problem-package/types';
import { listLanguages } from '../language/list-languages.ts';
import { floorWarnings } from '../language/floors.ts';
import { forgetProblems } from '../problem/forget.ts';
import { lockState, move, publishNewest, searchTextOf, settleChecks } from '../problem/life-cycle.ts';
import { planChecks } from './plan-checks.ts';
import { endDataJobs, startDataJob } from '../setter/start.ts';
import { areChecksKnown, restartChecks, startChecks } from './start-checks.ts';
import { isMaterialKnown, materialBlobs, needsDataJob, writeMaterial } from './write-material.ts';
import { storeBlobs } from './store-blobs.ts';

export type ImportProblemInput = {
  /** A zip archive as it came, or a package that was read already. */
  readonly source: { readonly zip: Uint8Array } | { readonly pkg: ProblemPackage };
  /** Overrides the slug of the package. */
  readonly slug?: string | undefined;
  /** `false`: the programs of the package are known to work and are not tried. */
  readonly check?: boolean;
  /**
   * `later`: its setter publishes it when its programs were tried. `checked`: that is done as soon as they were tried without a fault,
   * which is what the platform's own imports ask for. `at-once`: before they are tried, for the platform alone.
   */
  readonly publish?: 'later' | 'checked' | 'at-once' | undefined;
};

/**
 * `unchanged`: the current version has this very content already, and nothing was written. Where only sample submissions are
 * others, the version stays the same and they are tried.
 */
export type ImportProblemResult = RouteResponse<typeof route> & { readonly unchanged: boolean };

/**
 * Stores a problem package as a draft, or as the next version of the problem that has its slug. All of it or nothing. What is published
 * stays as it is until the new version is.
 * Setters may make new versions of what they imported first; admins and the platform of everything.
 * @throws DocketError `forbidden`, and those of reading a package
 */
export async function importProblem(ctx: Ctx, input: ImportProblemInput): Promise<ImportProblemResult> {
  requireRole(ctx, 'setter', 'admin');
  const publish = input.publish ?? (ctx.actor.kind === 'system' ? 'checked' : 'later');
  if (publish === 'at-once' && ctx.actor.kind !== 'system')
    throw new DocketError('forbidden', 'Programs of a package are tried before it is published.');
  const override = input.slug === undefined ? {} : { slug: input.slug };
  const read = 'zip' in input.source ? await readZipPackage(input.source.zip, override) : input.source.pkg;
  const pkg: ProblemPackage = { ...read, ...override };
  refuseNul(pkg);
  const hashed = await hashPackage(pkg);
  const languages = await listLanguages(ctx);
  const planned = input.check === false ? { checks: [], warnings: [] } : planChecks(pkg, languages);
  const warnings = [...pkg.warnings, ...floorWarnings(pkg.limits, languages), ...planned.warnings];

  const stored = await change(ctx, async (tx) => {
    const { client } = tx;
    // Imports of one slug queue here, also while there is no row to lock yet.
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('problem:' || $1, 0))`, [pkg.slug]);
    const known = await findProblem(client, pkg.slug);
    const importer = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    if (known?.packageHash === hashed.packageHash) {
      const { problemId, version } = known;
      if (ctx.actor.kind === 'user' && ctx.actor.role === 'admin')
        await adopt(client, { problemId, version, importer });
      // Sample submissions are no part of a version: others of them are tried for the one there is.
      const same =
        input.check === false ||
        isStranger(ctx, known.firstImporter) ||
        ((await areChecksKnown(client, known, planned)) && (await isMaterialKnown(client, known, pkg)));
      if (!same) {
        await endDataJobs(client, problemId);
        await storeBlobs(client, materialBlobs(pkg));
        await writeMaterial(client, { problemId, version, pkg });
        await restartChecks(tx, { problemId, version, importer }, planned);
        if (needsDataJob(pkg)) await startDataJob(tx, { problemId, version, importer });
        await writeModels(client, { problemId, version, pkg });
        // What is published stays so, and its setter reads of faults.
        await move(client, problemId, 'DRAFT', ['CHECKED']);
      }
      // Who has the same package decides nothing of a problem that is another's.
      const state = isStranger(ctx, known.firstImporter)
        ? await stateOf(client, problemId)
        : await writePublish(client, { problemId, version, publish });
      return { problemId, version, unchanged: same, ...state };
    }
    if (known !== undefined) refuseStranger(ctx, known.firstImporter, pkg.slug);
    const problemId = known?.problemId ?? newId();
    // Tasks before the problem, as where one ends.
    if (known !== undefined) await endDataJobs(client, problemId);
    const version = (known?.newestVersion ?? 0) + 1;
    await writeProblem(client, ctx, { problemId, version, pkg });
    await storeBlobs(client, [
      ...hashed.tests.flatMap((test) => [test.input, test.answer]),
      ...hashed.program,
      ...hashed.files,
      ...materialBlobs(pkg),
    ]);
    await writeVersion(client, ctx, { problemId, version, pkg, hashed, warnings });
    await writeJudging(client, { problemId, version, pkg, hashed });
    await writeStatements(client, { problemId, version, pkg, hashed });
    await writeInteractions(client, { problemId, version, pkg });
    await writeShownSamples(client, { problemId, version, pkg });
    await writeMaterial(client, { problemId, version, pkg });
    if (input.check !== false && needsDataJob(pkg)) await startDataJob(tx, { problemId, version, importer });
    if (planned.checks.length > 0) await startChecks(tx, { problemId, version, importer }, planned);
    const state = await writePublish(client, { problemId, version, publish });
    return { problemId, version, unchanged: false, ...state };
  });

  forgetProblems(ctx);
  ctx.log.info(
    {
      problemId: stored.problemId,
      slug: pkg.slug,
      version: stored.version,
      tests: pkg.tests.length,
      unchanged: stored.unchanged,
    },
    'problem imported',
  );
  const checking = stored.unchanged ? 0 : planned.checks.length;
  const shown = { tests: pkg.tests.length, interactions: pkg.interactions.length };
  return { ...stored, slug: pkg.slug, ...shown, warnings, checking };
}

type Known = {
  problemId: string;
  version: number;
  newestVersion: number;
  packageHash: string;
  firstImporter: string | null;
};

async function findProblem(client: PoolClient, slug: string): Promise<Known | undefined> {
  const { rows } = await client.query<Known>(
    `SELECT p.id AS "problemId", v.version, v.package_hash AS "packageHash",
            (SELECT max(x.version) FROM problem_versions x WHERE x.problem_id = p.id) AS "newestVersion",
            (SELECT x.imported_by_id FROM problem_versions x WHERE x.problem_id = p.id ORDER BY x.version LIMIT 1) AS "firstImporter"
       FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = coalesce(p.next_version, p.current_version)
      WHERE p.slug = $1`,
    [slug],
  );
  return rows[0];
}

/** What the platform brought along is nobody's: an admin who imports the same has it among theirs from then on. */
async function adopt(
  client: PoolClient,
  { problemId, version, importer }: Pick<NewVersion, 'problemId' | 'version'> & { readonly importer: string | null },
): Promise<void> {
  await client.query(
    'UPDATE problem_versions SET imported_by_id = $3 WHERE problem_id = $1 AND version = $2 AND imported_by_id IS NULL',
    [problemId, version, importer],
  );
}

function isStranger({ actor }: Ctx, firstImporter: string | null): boolean {
  return actor.kind === 'user' && actor.role !== 'admin' && actor.userId !== firstImporter;
}

function refuseStranger(ctx: Ctx, firstImporter: string | null, slug: string): void {
  if (!isStranger(ctx, firstImporter)) return;
  throw new DocketError(
    'forbidden',
    `The problem ${slug} was imported by somebody else. Import yours under another slug with ?slug=.`,
  );
}

/** Postgres cannot hold U+0000 in text, and no statement needs it. */
function refuseNul(pkg: ProblemPackage): void {
  const texts = [
    pkg.name,
    pkg.statement,
    ...pkg.statements.flatMap(({ name, markdown }) => [name ?? '', markdown ?? '']),
    ...pkg.judging.include.flatMap(({ files }) => files.map(({ content }) => content)),
    ...(pkg.judging.function?.models ?? []).flatMap(({ files }) => files.map(({ content }) => content)),
    pkg.author ?? '',
    pkg.source ?? '',
    ...pkg.tags,
    ...pkg.tests.map((test) => test.name),
    ...pkg.judging.check.flags,
    ...pkg.tests.flatMap((test) => test.validatorFlags ?? []),
  ];
  if (texts.some((text) => text.includes('\0')))
    throw new DocketError(
      'package_invalid',
      'A text of the package (statement, name, author, source, tag, included file, validator flag or test name) holds a NUL character. Remove it.',
    );
}

type NewVersion = { readonly problemId: string; readonly version: number; readonly pkg: ProblemPackage };

function tagsOf(pkg: ProblemPackage): string[] {
  return [...new Set(pkg.tags.map((tag) => tag.toLowerCase()))];
}

/** The problem as a draft. Of one that is published only the number of the version that comes next is written. */
async function writeProblem(client: PoolClient, ctx: Ctx, { problemId, version, pkg }: NewVersion): Promise<void> {
  const tags = tagsOf(pkg);
  const searchText = searchTextOf({ slug: pkg.slug, title: pkg.name, tags });
  const kept = await client.query(`UPDATE problems SET next_version = $2 WHERE id = $1 AND status = 'PUBLISHED'`, [
    problemId,
    version,
  ]);
  if (kept.rowCount === 1) return;
  await client.query(
    `INSERT INTO problems (id, slug, title, difficulty, tags, current_version, search_text, created_at, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'DRAFT')
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, difficulty = excluded.difficulty, tags = excluded.tags,
       current_version = excluded.current_version, search_text = excluded.search_text`,
    [problemId, pkg.slug, pkg.name, pkg.difficulty, tags, version, searchText, ctx.clock.now()],
  );
  await move(client, problemId, 'DRAFT', ['CHECKED']);
}

/** Notes when a version is to be published, and does it where that is now. @returns the state of the problem then, and whether this version is the one that is published */
async function writePublish(
  client: PoolClient,
  {
    problemId,
    version,
    publish,
  }: Pick<NewVersion, 'problemId' | 'version'> & Required<Pick<ImportProblemInput, 'publish'>>,
): Promise<{ readonly status: ProblemStatus; readonly published: boolean }> {
  if (publish !== 'later')
    await client.query(
      'UPDATE problem_versions SET publish_when_checked = true WHERE problem_id = $1 AND version = $2',
      [problemId, version],
    );
  if (publish === 'at-once') {
    await move(client, problemId, 'CHECKED');
    await publishNewest(client, problemId);
  } else await settleChecks(client, problemId);
  return stateOf(client, problemId);
}

async function stateOf(
  client: PoolClient,
  problemId: string,
): Promise<{ readonly status: ProblemStatus; readonly published: boolean }> {
  const { status, next_version: next } = await lockState(client, problemId);
  return { status, published: status === 'PUBLISHED' && next === null };
}

async function writeVersion(
  client: PoolClient,
  ctx: Ctx,
  {
    problemId,
    version,
    pkg,
    hashed,
    warnings,
  }: NewVersion & { readonly hashed: HashedPackage; readonly warnings: string[] },
): Promise<void> {
  const importer = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await client.query(
    `INSERT INTO problem_versions (problem_id, version, statement, author, source, cpu_ms, memory_bytes, output_bytes, code_bytes, validator_flags, package_hash, imported_by_id, created_at,
                                   title, difficulty, tags, warnings, languages, embargo_until, hides_samples)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      problemId,
      version,
      pkg.statement,
      pkg.author,
      pkg.source,
      pkg.limits.cpuMs,
      pkg.limits.memoryBytes,
      pkg.limits.outputBytes,
      pkg.limits.codeBytes,
      [...pkg.judging.check.flags],
      hashed.packageHash,
      importer,
      ctx.clock.now(),
      pkg.name,
      pkg.difficulty,
      tagsOf(pkg),
      warnings,
      pkg.languages === null ? null : JSON.stringify(pkg.languages),
      pkg.embargoUntil,
      pkg.hidesSamples,
    ],
  );
  const rows = pkg.tests.map((test, index) => ({
    ordinal: test.ordinal,
    name: test.name,
    sample: test.group === 'sample',
    input_hash: hashed.tests[index]?.input.hash,
    answer_hash: hashed.tests[index]?.answer.hash,
    input_size: test.input.length,
    answer_size: test.answer.length,
    validator_flags: test.validatorFlags,
    args: test.args,
  }));
  await client.query(
    `INSERT INTO problem_tests (problem_id, version, ordinal, name, sample, input_hash, answer_hash, input_size, answer_size, validator_flags, args)
     SELECT $1, $2, t.ordinal, t.name, t.sample, t.input_hash, t.answer_hash, t.input_size, t.answer_size, nullif(t.validator_flags, 'null'::jsonb), nullif(t.args, 'null'::jsonb)
       FROM jsonb_to_recordset($3) AS t(ordinal int, name text, sample boolean, input_hash text, answer_hash text, input_size int, answer_size int, validator_flags jsonb, args jsonb)`,
    [problemId, version, JSON.stringify(rows)],
  );
}

/** Model solutions are of `submissions/`, which may change and leave the version as it is. */
async function writeModels(client: PoolClient, { problemId, version, pkg }: NewVersion): Promise<void> {
  const { function: called } = pkg.judging;
  if (called === undefined) return;
  await client.query(
    `UPDATE problem_judgings SET judging = jsonb_set(judging, '{function,models}', $3::jsonb) WHERE problem_id = $1 AND version = $2`,
    [problemId, version, JSON.stringify(called.models)],
  );
}

async function writeJudging(
  client: PoolClient,
  { problemId, version, pkg, hashed }: NewVersion & { readonly hashed: HashedPackage },
): Promise<void> {
  const judging = judgingForm(pkg.judging);
  if (judging === null) return;
  await client.query('INSERT INTO problem_judgings (problem_id, version, judging) VALUES ($1, $2, $3)', [
    problemId,
    version,
    JSON.stringify(judging),
  ]);
  await client.query(
    `INSERT INTO problem_programs (problem_id, version, ordinal, name, hash)
     SELECT $1, $2, f.ordinal, f.name, f.hash FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS f(name, hash, ordinal)`,
    [problemId, version, hashed.program.map(({ name }) => name), hashed.program.map(({ hash }) => hash)],
  );
}

async function writeStatements(
  client: PoolClient,
  { problemId, version, pkg, hashed }: NewVersion & { readonly hashed: HashedPackage },
): Promise<void> {
  await client.query(
    `INSERT INTO problem_statements (problem_id, version, ordinal, language, name, markdown, pdf)
     SELECT $1, $2, s.ordinal, s.language, s.name, s.markdown, s.pdf
       FROM jsonb_to_recordset($3) AS s(ordinal int, language text, name text, markdown text, pdf text)`,
    [problemId, version, JSON.stringify(pkg.statements.map((one, index) => ({ ordinal: index + 1, ...one })))],
  );
  const files = pkg.files.map(({ name, kind, mediaType, bytes }, index) => {
    return { name, kind, media_type: mediaType, hash: hashed.files[index]?.hash, size: bytes.length };
  });
  await client.query(
    `INSERT INTO problem_files (problem_id, version, name, kind, media_type, hash, size)
     SELECT $1, $2, f.name, f.kind, f.media_type, f.hash, f.size
       FROM jsonb_to_recordset($3) AS f(name text, kind text, media_type text, hash text, size int)`,
    [problemId, version, JSON.stringify(files)],
  );
}

async function writeInteractions(client: PoolClient, { problemId, version, pkg }: NewVersion): Promise<void> {
  if (pkg.interactions.length === 0) return;
  await client.query(
    `INSERT INTO problem_interactions (problem_id, version, ordinal, name, passes)
     SELECT $1, $2, i.ordinal, i.name, i.passes FROM jsonb_to_recordset($3) AS i(ordinal int, name text, passes jsonb)`,
    [problemId, version, JSON.stringify(pkg.interactions.map((one, index) => ({ ordinal: index + 1, ...one })))],
  );
}

async function writeShownSamples(client: PoolClient, { problemId, version, pkg }: NewVersion): Promise<void> {
  if (pkg.shownSamples.length === 0) return;
  await client.query(
    `INSERT INTO problem_shown_samples (problem_id, version, ordinal, name, input, answer)
     SELECT $1, $2, s.ordinal, s.name, s.input, s.answer FROM jsonb_to_recordset($3) AS s(ordinal int, name text, input text, answer text)`,
    [problemId, version, JSON.stringify(pkg.shownSamples.map((one, index) => ({ ordinal: index + 1, ...one })))],
  );
}
