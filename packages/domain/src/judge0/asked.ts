import type { Judge0Asked } from '@docket/contracts/http/judge0';
import { JUDGE0_LIMITS, type Judge0Limit } from '@docket/contracts/judge0-limits';
import { z } from 'zod';

const count = z.number();

/** What is kept of a request with the run, to be told with its result in the same words. */
export const keptAsked = z.object({
  language_id: count,
  command_line_arguments: z.string().nullable(),
  redirect_stderr_to_stdout: z.boolean(),
  enable_per_process_and_thread_time_limit: z.boolean(),
  enable_per_process_and_thread_memory_limit: z.boolean(),
  callback_url: z.string().nullable(),
  cpu_time_limit: count,
  cpu_extra_time: count,
  wall_time_limit: count,
  memory_limit: count,
  stack_limit: count,
  max_processes_and_or_threads: count,
  max_file_size: count,
  number_of_runs: count,
});
export type KeptAsked = z.infer<typeof keptAsked>;

/** What was asked for, with what holds where nothing was said. */
export function settled(asked: Judge0Asked): KeptAsked {
  const limit = (name: Judge0Limit): number => asked[name] ?? JUDGE0_LIMITS[name].usual;
  return {
    language_id: asked.language_id,
    command_line_arguments: asked.command_line_arguments ?? null,
    redirect_stderr_to_stdout: asked.redirect_stderr_to_stdout ?? false,
    enable_per_process_and_thread_time_limit: asked.enable_per_process_and_thread_time_limit ?? false,
    enable_per_process_and_thread_memory_limit: asked.enable_per_process_and_thread_memory_limit ?? false,
    callback_url: asked.callback_url ?? null,
    cpu_time_limit: limit('cpu_time_limit'),
    cpu_extra_time: limit('cpu_extra_time'),
    wall_time_limit: limit('wall_time_limit'),
    memory_limit: Math.round(limit('memory_limit')),
    stack_limit: Math.round(limit('stack_limit')),
    max_processes_and_or_threads: Math.ceil(limit('max_processes_and_or_threads')),
    max_file_size: Math.round(limit('max_file_size')),
    number_of_runs: Math.ceil(limit('number_of_runs')),
  };
}
