import type { LanguageSpec } from './languages/language.ts';
import type { SandboxLog } from './log.ts';
import type { CompileOutcome } from './sandbox.ts';

/** For so long a toolchain that was tried is taken to be as it was then. */
const FRESH_MS = 60_000;
/** What a compiler says whose own files are not there; also one whose user names a file that is not. */
const MISSING =
  /No such file|cannot (?:find|open|execute|load)|can't (?:find|open|load)|could not (?:find|open|load)|not found|NoClassDefFound|ClassNotFound|Unable to|package\.cache/i;

/**
 * Which toolchains compile their own sample. A failed compile counts against its author only where the toolchain is proven: when it was
 * never tried, or when the failure has the shape of one that is not whole, its sample is compiled before anybody is blamed.
 */
export class ToolchainProof {
  readonly #tried = new Map<string, { readonly works: boolean; readonly atMs: number }>();
  readonly #trying = new Map<string, Promise<boolean>>();
  readonly #compile: (spec: LanguageSpec) => Promise<CompileOutcome>;
  readonly #log: SandboxLog;

  /** `compile` compiles the sample of a language. */
  constructor(compile: (spec: LanguageSpec) => Promise<CompileOutcome>, log: SandboxLog) {
    this.#compile = compile;
    this.#log = log;
  }

  /** Known not to work: not offered. It is tried again when somebody asks and the last try is a while ago. */
  isBroken(spec: LanguageSpec): boolean {
    const tried = this.#tried.get(spec.id);
    if (tried === undefined || tried.works) return false;
    if (performance.now() - tried.atMs > FRESH_MS) void this.#try(spec).catch(() => undefined);
    return true;
  }

  /** Its sample was compiled and did what it should, or did not. */
  note(spec: LanguageSpec, works: boolean): void {
    this.#tried.set(spec.id, { works, atMs: performance.now() });
  }

  /** May a compile that failed be told its author? @throws BoxFault when the sandbox fails meanwhile */
  async isAuthors(spec: LanguageSpec, failed: Extract<CompileOutcome, { kind: 'failed' }>): Promise<boolean> {
    const tried = this.#tried.get(spec.id);
    const fresh = tried !== undefined && performance.now() - tried.atMs < FRESH_MS;
    if (fresh || (tried?.works === true && !MISSING.test(failed.log))) return tried.works;
    return await this.#try(spec);
  }

  #try(spec: LanguageSpec): Promise<boolean> {
    const trying =
      this.#trying.get(spec.id) ??
      this.#compile(spec)
        .then((outcome) => {
          const works = outcome.kind === 'ok';
          this.note(spec, works);
          if (outcome.kind === 'failed')
            this.#log.error(
              { language: spec.id, said: outcome.log.slice(0, 2000) },
              'a toolchain does not compile its own sample: not offered',
            );
          return works;
        })
        .finally(() => this.#trying.delete(spec.id));
    this.#trying.set(spec.id, trying);
    return trying;
  }
}
