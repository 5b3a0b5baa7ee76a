import { DocketApiError } from '@docket/client/errors';
import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Intent, type KeyShelf } from './intent.ts';

type Options<Answer, Input> = Omit<UseMutationOptions<Answer, Error, Input>, 'mutationFn' | 'networkMode' | 'retry'> & {
  /** Sends it. All that is sent comes from `input`; the key belongs into the request. */
  readonly act: (input: Input, idempotencyKey: string) => Promise<Answer>;
  /** What is done to what, such as `confirm.<booking>`: then it is one intent in all tabs, and over a reload. */
  readonly intent?: string;
};

/**
 * Something that a person does and that is done once. It is sent now or fails now. The same again after no answer came
 * is the same intent and goes with the same Idempotency-Key; whatever else follows is a new one.
 */
export function useAct<Answer, Input = void>({
  act,
  intent: name,
  ...options
}: Options<Answer, Input>): UseMutationResult<Answer, Error, Input> {
  const intent = useMemo(() => new Intent(name, browserShelf()), [name]);
  return useMutation({
    ...options,
    mutationFn: async (input: Input) => {
      const key = intent.keyOf(input);
      try {
        const answer = await act(input, key);
        intent.end();
        return answer;
      } catch (error) {
        if (!isOpen(error)) intent.end();
        throw error;
      }
    },
  });
}

/** Undefined where the browser gives none away. */
function browserShelf(): KeyShelf | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** It may have been done all the same: nobody answered, or not to the end. */
function isOpen(error: unknown): boolean {
  return error instanceof DocketApiError
    ? error.transient || error.code === 'bad_response'
    : error instanceof DOMException;
}
