/** What Judge0's clients may ask a run to be held to: what it is when they say nothing, the most, and the least; times are above that. Seconds and kilobytes, as they say them. */
export const JUDGE0_LIMITS = {
  cpu_time_limit: { usual: 5, least: 0, most: 15 },
  cpu_extra_time: { usual: 1, least: 0, most: 5 },
  wall_time_limit: { usual: 10, least: 0, most: 20 },
  memory_limit: { usual: 256_000, least: 2_048, most: 512_000 },
  stack_limit: { usual: 64_000, least: 1, most: 128_000 },
  max_processes_and_or_threads: { usual: 60, least: 1, most: 120 },
  max_file_size: { usual: 1_024, least: 1, most: 4_096 },
  number_of_runs: { usual: 1, least: 1, most: 20 },
} as const;
export type Judge0Limit = keyof typeof JUDGE0_LIMITS;

export const JUDGE0_BATCH_MAX = 20;
