import { createDocket } from '@docket/client/docket';
import { randomKey } from '@docket/client/random-key';
import { importProblem } from '@docket/contracts/http/problem';
import type { RouteResponse } from '@docket/contracts/http/route';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { uploadFetch } from '../../../lib/upload-fetch.ts';
import { session } from '../../../lib/session.ts';

export type Import = {
  readonly id: string;
  readonly file: File;
  readonly slug: string;
  readonly publish: 'later' | 'checked';
  /** `checking`: all of it has gone, and the server reads it. */
  readonly state: 'waiting' | 'sending' | 'checking' | 'done' | 'failed';
  /** Of the sending, 0..1. */
  readonly share: number;
  readonly answer?: RouteResponse<typeof importProblem>;
  readonly error?: unknown;
};

export type Imports = {
  /** The newest first. */
  readonly imports: readonly Import[];
  readonly add: (files: readonly File[], options: Pick<Import, 'slug' | 'publish'>) => void;
  readonly again: (id: string) => void;
  readonly forget: (id: string) => void;
};

/** Packages on their way in, one after the other. */
export function useImports(): Imports {
  const queryClient = useQueryClient();
  const [imports, setImports] = useState<readonly Import[]>([]);
  const last = useRef<Promise<void>>(Promise.resolve());

  function change(id: string, part: Partial<Import>) {
    setImports((held) => held.map((one) => (one.id === id ? { ...one, ...part } : one)));
  }

  async function send({ id, file, slug, publish }: Import): Promise<void> {
    change(id, { state: 'sending', share: 0 });
    const sender = createDocket({
      baseUrl: window.location.origin,
      ...(docket.token === undefined ? {} : { token: docket.token }),
      fetch: uploadFetch((share) => change(id, share < 1 ? { share } : { share, state: 'checking' })),
      onToken: (token) => {
        if (token === undefined) session.set(undefined);
      },
    });
    try {
      const answer = await sender.call(importProblem, {
        body: file,
        query: { publish, ...(slug === '' ? {} : { slug }) },
      });
      change(id, { state: 'done', answer });
      void queryClient.invalidateQueries({ queryKey: ['problems'] });
      void queryClient.invalidateQueries({ queryKey: ['tags'] });
    } catch (error) {
      change(id, { state: 'failed', error });
    }
  }

  function enqueue(one: Import) {
    last.current = last.current.then(() => send(one));
  }

  return {
    imports,
    add: (files, { slug, publish }) => {
      const added = files.map((file): Import => ({
        id: randomKey(),
        file,
        // A name fits one problem; several keep their own.
        slug: files.length === 1 ? slug : '',
        publish,
        state: 'waiting',
        share: 0,
      }));
      setImports((held) => [...added.toReversed(), ...held]);
      for (const one of added) enqueue(one);
    },
    again: (id) => {
      const one = imports.find((held) => held.id === id);
      if (one === undefined) return;
      change(id, { state: 'waiting', share: 0, error: undefined });
      enqueue(one);
    },
    forget: (id) => setImports((held) => held.filter((one) => one.id !== id)),
  };
}
