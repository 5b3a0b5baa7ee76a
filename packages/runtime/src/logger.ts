import { pino, type Logger } from 'pino';
import type { ProcessSettings } from './settings/process.ts';

export type { Logger };

/** JSON lines on standard output. Logs carry ids, never payloads, code, tokens or passwords; the paths below are a net, not a licence. */
export function createLogger(service: string, config: Pick<ProcessSettings, 'LOG_LEVEL'>): Logger {
  return pino({
    level: config.LOG_LEVEL,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: [
      'password',
      'token',
      'authorization',
      '*.password',
      '*.token',
      'req.headers.authorization',
      'req.headers.cookie',
    ],
  });
}
