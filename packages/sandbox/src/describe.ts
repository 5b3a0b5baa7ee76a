import { hostname, release } from 'node:os';
import type { Metering } from '@docket/contracts/judge/evidence';
import type { Backend } from './backend.ts';
import type { TrustClass } from './box.ts';
import type { Pool } from './pool.ts';

/** What a sandbox is and how busy it is, for whoever looks after the fleet. */
export type SandboxDescription = {
  readonly backend: Backend['name'];
  readonly host: string;
  readonly kernel: string;
  /** As stamped on evidence; null until the first box is there. */
  readonly isolation: string | null;
  readonly metering: Metering | null;
  /** The version of the cgroups that hold the programs; null where none can be had. */
  readonly cgroup: 1 | 2 | null;
  readonly slots: number;
  /** Boxes by trust class; those that are not busy stand warm. */
  readonly boxes: readonly {
    readonly trust: TrustClass;
    readonly open: number;
    readonly warm: number;
    readonly busy: number;
  }[];
  /** Of the toolchains, by language. */
  readonly versions: Readonly<Record<string, string>>;
};

const CGROUP = { 'cgroup-v1': 1, 'cgroup-v2': 2, sampled: null } as const;

export function describeSandbox(
  slots: number,
  backend: Backend,
  pool: Pool,
  versions: ReadonlyMap<string, string>,
): SandboxDescription {
  const box = pool.latest();
  return {
    backend: backend.name,
    host: hostname(),
    kernel: release(),
    isolation: box?.isolation ?? null,
    metering: box?.metering ?? null,
    cgroup: box ? CGROUP[box.metering] : null,
    slots,
    boxes: pool.census().map(({ trust, open, busy }) => ({ trust, open, warm: open - busy, busy })),
    versions: Object.fromEntries(versions),
  };
}
