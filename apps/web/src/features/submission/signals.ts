/** What the usual signals mean to who wrote the program. */
const MEANINGS: Readonly<Record<string, string>> = {
  SIGSEGV: 'touched memory that is not its own',
  SIGABRT: 'gave up by itself: a failed assertion or an uncaught exception',
  SIGFPE: 'divided by zero, or the like',
  SIGBUS: 'touched memory in a way the machine cannot',
  SIGILL: 'met an instruction the machine does not have',
  SIGKILL: 'was stopped from outside',
  SIGXCPU: 'used up its CPU time',
  SIGXFSZ: 'wrote too much',
  SIGPIPE: 'wrote to who had stopped reading',
  SIGSYS: 'asked the system for what is not allowed here',
  SIGTRAP: 'stopped at a trap',
};

/** A signal in words; undefined for those that say enough by their name. */
export function signalMeaning(signal: string): string | undefined {
  return MEANINGS[signal];
}
