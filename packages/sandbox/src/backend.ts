import type { Box, TrustClass } from './box.ts';

/** What a box is asked for. Its programs run on `core` alone, its compilers wherever they like. Its uid the back end finds itself: one that no other box has. */
export type BoxRequest = {
  readonly id: string;
  readonly trust: TrustClass;
  readonly core: number;
};

/** How many runs and how long a box serves before a new one takes its place. */
export type BoxLifetime = { readonly runs: number; readonly ms: number };

/** One way to make boxes. Throws in plain words when it cannot be had here. */
export type Backend = {
  readonly name: 'docker' | 'bubblewrap';
  readonly lifetime: BoxLifetime;
  /** Numbers of the cores that boxes may be given, ascending. */
  readonly cores: readonly number[];
  open(request: BoxRequest): Promise<Box>;
  close(): Promise<void>;
};

export const MIB = 1024 * 1024;

/** Sizes of a box's own file systems. They live in memory and are wiped with each reset. */
export const BOX_SIZES = {
  compile: { box: 512 * MIB, tmp: 512 * MIB, shm: 16 * MIB },
  run: { box: 256 * MIB, tmp: 64 * MIB, shm: 16 * MIB },
  check: { box: 256 * MIB, tmp: 64 * MIB, shm: 16 * MIB },
} as const satisfies Record<TrustClass, object>;

/** The largest file a program may write. */
export const FILE_BYTES = { compile: 256 * MIB, run: 64 * MIB, check: 256 * MIB } as const satisfies Record<
  TrustClass,
  number
>;

/** Inside each box, whatever the back end. */
export const RUNNER_IN_BOX = '/opt/docket/runner';
export const NODE_IN_BOX = '/opt/docket/node';
