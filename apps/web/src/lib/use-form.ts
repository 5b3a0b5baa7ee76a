import { useLayoutEffect, useRef, useState, type ChangeEvent, type FormEvent, type RefObject } from 'react';
import type { z } from 'zod';
import { parseBody, serverErrors, type CodeWords, type PathErrors } from './form-errors.ts';
import { limitsOf, type Limits } from './form-limits.ts';
import { useAct } from './use-act.ts';

type FormOptions<Draft, Body, Answer> = {
  readonly initial: Draft;
  /** Of the contract: what is sent has to fit it. */
  readonly schema: z.ZodType<Body>;
  /** What would be sent for a draft, right or wrong. The draft itself without it. */
  readonly body?: (draft: Draft) => unknown;
  /** Where the fields are in what is sent, such as `shows.0`. */
  readonly at?: string;
  /** Fields that are called otherwise in what is sent: name there -> name here. */
  readonly names?: Readonly<Record<string, string>>;
  /** What is wrong with a draft beyond its contract, by field. */
  readonly check?: (draft: Draft) => PathErrors;
  /** Refusals that are about one field. */
  readonly codes?: CodeWords;
  readonly send: (body: Body, idempotencyKey: string) => Promise<Answer>;
  /** What is done to what, as `useAct` has it. */
  readonly intent?: string;
  readonly onDone?: (answer: Answer) => void | Promise<void>;
};

/** For an input: what it is called, what is wrong with it, and its limits. */
type Bound = Limits & { readonly name: string; readonly error: string | undefined };

export type Form<Draft, Answer> = {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  /** For the form element. */
  readonly props: {
    readonly ref: RefObject<HTMLFormElement | null>;
    readonly noValidate: true;
    readonly onSubmit: (event: FormEvent) => void;
  };
  /** For the button that sends it. */
  readonly button: { readonly type: 'submit'; readonly busy: boolean; readonly 'aria-disabled'?: true };
  /** For an input of text that is a field of the draft. */
  readonly text: (field: keyof Draft & string) => Bound & {
    readonly value: string;
    readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  };
  /** For any other input; `field` is the name that errors are known by. */
  readonly bind: (field: string) => Bound;
  /** A refusal that is about no field. */
  readonly failure: Error | null;
  readonly answer: Answer | undefined;
};

/**
 * A form whose draft is parsed by the contract's own schema before it is sent. What that or the server finds wrong
 * stands beside the fields, and the focus goes to the first of them.
 */
export function useForm<Draft extends Record<string, unknown>, Body, Answer>(
  options: FormOptions<Draft, Body, Answer>,
): Form<Draft, Answer> {
  const { schema, at, names = {}, codes, send, intent, onDone } = options;
  const element = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(options.initial);
  const [errors, setErrors] = useState<PathErrors>({});
  /** Each of them stands beside an input of this form. */
  const [beside, setBeside] = useState(true);
  /** Counts what was found wrong, so that the focus goes there each time. */
  const [found, setFound] = useState(0);
  const act = useAct({
    act: send,
    ...(intent === undefined ? {} : { intent }),
    onError: (error) => show(serverErrors(error, codes)),
    ...(onDone === undefined ? {} : { onSuccess: onDone }),
  });

  useLayoutEffect(() => {
    if (found > 0) firstWrong(element.current)?.focus();
  }, [found]);

  const within = at === undefined ? '' : `${at}.`;
  const fieldOf = (path: string) => {
    // Of several alike, such as shows, the form has one set of fields.
    const inner = at === undefined ? path : path.replace(new RegExp(`^${at.replace(/\d+/g, '\\d+')}\\.`), '');
    return names[inner] ?? inner;
  };
  const pathOf = (field: string) => within + (Object.keys(names).find((name) => names[name] === field) ?? field);

  function show(next: PathErrors) {
    const byField = Object.fromEntries(Object.entries(next).map(([path, words]) => [fieldOf(path), words]));
    setErrors(byField);
    setBeside(Object.keys(byField).every((field) => element.current?.elements.namedItem(field) != null));
    setFound((count) => count + 1);
  }

  function set(change: Partial<Draft>) {
    setDraft((held) => ({ ...held, ...change }));
    const changed = Object.keys(change);
    setErrors((held) =>
      Object.fromEntries(
        Object.entries(held).filter(
          ([field]) => !changed.some((name) => field === name || field.startsWith(`${name}.`)),
        ),
      ),
    );
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (act.isPending) return;
    const parsed = parseBody(schema, options.body === undefined ? draft : options.body(draft));
    // What the form itself says of a field is nearer to what was typed.
    const wrong = { ...('errors' in parsed ? parsed.errors : {}), ...options.check?.(draft) };
    if ('body' in parsed && Object.keys(wrong).length === 0) {
      setErrors({});
      act.mutate(parsed.body);
    } else show(wrong);
  }

  const bind = (field: string): Bound => ({
    name: field,
    error: errors[field],
    ...limitsOf(schema, pathOf(field)),
  });
  return {
    draft,
    set,
    props: { ref: element, noValidate: true, onSubmit: submit },
    button: { type: 'submit', busy: act.isPending, ...(act.isPending ? { 'aria-disabled': true } : {}) },
    text: (field) => ({
      ...bind(field),
      value: String(draft[field] ?? ''),
      onChange: (event) => set(asChange<Draft>({ [field]: event.target.value })),
    }),
    bind,
    failure: beside && Object.keys(serverErrors(act.error, codes)).length > 0 ? null : act.error,
    answer: act.data,
  };
}

/** In the order of the page. */
function firstWrong(form: HTMLFormElement | null): HTMLElement | undefined {
  return [...(form?.elements ?? [])].find(
    (input): input is HTMLElement => input instanceof HTMLElement && input.getAttribute('aria-invalid') === 'true',
  );
}

/** A key that was made from a name is a plain string to the compiler. */
function asChange<Draft>(change: Record<string, string>): Partial<Draft> {
  return change as Partial<Draft>;
}
