import type { Artifact, Checker, Program, Sandbox } from '@docket/sandbox/sandbox';

export type SeatOptions = {
  readonly sandbox: Sandbox;
  readonly artifact: Artifact;
  /** The problem's own program, compiled; null for none. */
  readonly checkArtifact: Artifact | null;
};

/** The boxes of a program under judgement, program and checker side by side; loaded when first needed and after each leaving. */
export class Seat {
  readonly #options: SeatOptions;
  #program: Program | undefined;
  #checker: Checker | undefined;

  constructor(options: SeatOptions) {
    this.#options = options;
  }

  async boxes(): Promise<{ readonly program: Program; readonly checker: Checker | null }> {
    const { sandbox, artifact, checkArtifact } = this.#options;
    this.#program ??= await sandbox.load(artifact);
    if (checkArtifact !== null) this.#checker ??= await sandbox.loadChecker(checkArtifact, this.#program);
    return { program: this.#program, checker: this.#checker ?? null };
  }

  async leave(): Promise<void> {
    const [program, checker] = [this.#program, this.#checker];
    this.#program = undefined;
    this.#checker = undefined;
    await checker?.close();
    await program?.close();
  }
}
