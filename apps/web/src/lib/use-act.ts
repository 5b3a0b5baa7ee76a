import { DocketApiError } from '@docket/client/errors';
import { randomKey } from '@docket/client/random-key';
import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';

type Options<Answer, Input> = Omit<UseMutationOptions<Answer, Error, Input>, 'mutationFn' | 'networkMode' | 'retry'> & {
  /** Sends it. All that is sent comes from `input`; the key belongs into the request. */
  readonly act: (input: Input, idempotencyKey: string) => Promise<Answer>;
};

/**
 * Something that a person does and that is done once. It is sent now or fails now. The same again after no answer came
 * is the same intent and goes with the same Idempotency-Key; whatever else follows is a new one.
 */
export function useAct<Answer, Input = void>({
  act,
  ...options
}: Options<Answer, Input>): UseMutationResult<Answer, Error, Input> {
  const [intent] = useState(() => new Intent());
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

/** The key of what is being asked for, until it is known what became of it. */
export class Intent {
  #open: { readonly of: string; readonly key: string } | undefined;

  keyOf(input: unknown): string {
    const of = JSON.stringify(input) ?? '';
    if (this.#open?.of !== of) this.#open = { of, key: randomKey() };
    return this.#open.key;
  }

  end(): void {
    this.#open = undefined;
  }
}

/** It may have been done all the same: nobody answered, or not to the end. */
function isOpen(error: unknown): boolean {
  return error instanceof DocketApiError
    ? error.transient || error.code === 'bad_response'
    : error instanceof DOMException;
}
