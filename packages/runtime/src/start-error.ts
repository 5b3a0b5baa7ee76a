/** Why a process cannot begin, in words for whoever started it: shown without a stack trace. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
