import { CODE_LIMIT_BYTES } from '@docket/contracts/http/submission';
import { decodeText } from './yaml-map.ts';
import type { YamlMap } from './yaml-map.ts';
import type { PackageFiles } from './files.ts';
import type { PackageLimits } from './types.ts';

const KIB = 1024;
const MIB = 1024 * 1024;

/** Used where a package says nothing. The format leaves these to the system. */
export const DEFAULT_LIMITS: PackageLimits = {
  cpuMs: 2000,
  memoryBytes: 512 * MIB,
  outputBytes: 8 * MIB,
  codeBytes: 128 * KIB,
};

/** What a package may ask for, in its own units, and why not more: one submission must not hold a slot for minutes. */
const RANGES = {
  time_limit: { min: 0.05, max: 60, unit: 'seconds' },
  memory: { min: 16, max: 4096, unit: 'MiB' },
  output: { min: 1, max: 64, unit: 'MiB' },
  code: { min: 1, max: CODE_LIMIT_BYTES / KIB, unit: 'KiB' },
} as const;

/** Reads `limits` of problem.yaml, and the time limit from where DOMjudge keeps it when problem.yaml has none. */
export async function readLimits(
  files: PackageFiles,
  yaml: YamlMap,
  warn: (text: string) => void,
): Promise<PackageLimits> {
  const limits = yaml.map('limits');
  const read = (key: keyof typeof RANGES): number | null => {
    const value = limits?.number(key) ?? null;
    return value === null ? null : checkRange(yaml, `limits.${key}`, key, value);
  };
  const seconds = read('time_limit') ?? (await domjudgeTimeLimit(files, yaml));
  if (seconds === null) {
    warn(`No time limit is given; ${DEFAULT_LIMITS.cpuMs / 1000} s is used. Set limits.time_limit in problem.yaml.`);
  }
  const memory = read('memory');
  const output = read('output');
  const code = read('code');
  return {
    cpuMs: seconds === null ? DEFAULT_LIMITS.cpuMs : Math.round(seconds * 1000),
    memoryBytes: memory === null ? DEFAULT_LIMITS.memoryBytes : Math.round(memory * MIB),
    outputBytes: output === null ? DEFAULT_LIMITS.outputBytes : Math.round(output * MIB),
    codeBytes: code === null ? DEFAULT_LIMITS.codeBytes : Math.round(code * KIB),
  };
}

function checkRange(yaml: YamlMap, where: string, key: keyof typeof RANGES, value: number): number {
  const { min, max, unit } = RANGES[key];
  if (value < min || value > max) throw yaml.fault(`${where} is ${value}; give between ${min} and ${max} ${unit}.`);
  return value;
}

/** `timelimit='2'` in domjudge-problem.ini, or a file `.timelimit` that holds the number. Seconds. */
async function domjudgeTimeLimit(files: PackageFiles, yaml: YamlMap): Promise<number | null> {
  for (const path of ['domjudge-problem.ini', '.timelimit']) {
    if (!files.paths.includes(path)) continue;
    const text = decodeText(await files.read(path), path);
    const written = path === '.timelimit' ? text.trim() : iniValue(text, 'timelimit');
    if (written === null) continue;
    const seconds = Number(written);
    if (written === '' || !Number.isFinite(seconds))
      throw yaml.fault(`the time limit in ${path} is not a number of seconds.`);
    return checkRange(yaml, `the time limit in ${path}`, 'time_limit', seconds);
  }
  return null;
}

/** One value of an ini file of `key = value` lines, quotes removed; null when absent. */
export function iniValue(text: string, key: string): string | null {
  for (const line of text.split(/\r?\n/)) {
    const [name = '', ...rest] = line.split('=');
    if (name.trim().toLowerCase() !== key) continue;
    return rest
      .join('=')
      .trim()
      .replace(/^(['"])(.*)\1$/, '$2');
  }
  return null;
}
