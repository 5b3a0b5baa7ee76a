/** The part of a structured logger the sandbox needs; pino fits. */
export type SandboxLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};
