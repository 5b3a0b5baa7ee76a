// The types that the declarations beside this file are written in: those of zod, as far as contracts use them, with
// nothing behind them. So whoever uses the SDK need not install zod.

/** Carries what a schema takes and gives. `optional` says where a key may be left out. */
export type ZodType<Output = unknown, Input = unknown, OptionalIn = unknown, OptionalOut = unknown> = {
  readonly '~types'?: {
    readonly output: Output;
    readonly input: Input;
    readonly optionalIn: OptionalIn;
    readonly optionalOut: OptionalOut;
  };
};

type Types<S> = S extends { readonly '~types'?: infer T } ? NonNullable<T> : never;
type Out<S> = Types<S> extends { readonly output: infer O } ? O : never;
type In<S> = Types<S> extends { readonly input: infer I } ? I : never;
type Flag<S, K extends string> = Types<S> extends { readonly [P in K]: true } ? true : false;

export type output<S> = Out<S>;
export type input<S> = In<S>;
export type { output as infer };

export type ZodString = ZodType<string, string>;
export type ZodUUID = ZodString;
export type ZodBase64 = ZodString;
export type ZodEmail = ZodString;
export type ZodURL = ZodString;
export type ZodISODateTime = ZodString;
export type ZodISODate = ZodString;
export type ZodNumber = ZodType<number, number>;
export type ZodInt = ZodNumber;
export type ZodCoercedNumber<T = unknown> = ZodType<number, T>;
export type ZodBoolean = ZodType<boolean, boolean>;
export type ZodCoercedBoolean<T = unknown> = ZodType<boolean, T>;
export type ZodUnknown = ZodType<unknown, unknown>;
export type ZodNull = ZodType<null, null>;
export type ZodNever = ZodType<never, never>;
export type ZodLiteral<T> = ZodType<T, T>;
export type ZodEnum<T> = ZodType<T[keyof T], T[keyof T]>;
export type ZodArray<S> = ZodType<Out<S>[], In<S>[]>;
export type ZodNullable<S> = ZodType<Out<S> | null, In<S> | null, Flag<S, 'optionalIn'>, Flag<S, 'optionalOut'>>;
export type ZodOptional<S> = ZodType<Out<S> | undefined, In<S> | undefined, true, true>;
export type ZodNonOptional<S> = ZodType<Exclude<Out<S>, undefined>, Exclude<In<S>, undefined>>;
export type ZodDefault<S> = ZodType<Exclude<Out<S>, undefined>, In<S> | undefined, true, false>;
export type ZodPrefault<S> = ZodType<Out<S>, In<S> | undefined, true, false>;
export type ZodReadonly<S> = ZodType<Readonly<Out<S>>, Readonly<In<S>>>;
export type ZodPipe<A, B> = ZodType<Out<B>, In<A>, Flag<A, 'optionalIn'>, Flag<B, 'optionalOut'>>;
export type ZodCodec<A, B> = ZodPipe<A, B>;
export type ZodTransform<O = unknown, I = unknown> = ZodType<O, I>;
export type ZodUnion<T extends readonly unknown[]> = ZodType<Out<T[number]>, In<T[number]>>;
export type ZodDiscriminatedUnion<T extends readonly unknown[], _Key = string> = ZodUnion<T>;
export type ZodRecord<K, V> = ZodType<Record<Out<K> & PropertyKey, Out<V>>, Record<In<K> & PropertyKey, In<V>>>;
export type ZodTuple<T extends readonly unknown[], Rest = null> = ZodType<
  [...{ -readonly [I in keyof T]: Out<T[I]> }, ...(Rest extends null ? [] : Out<Rest>[])],
  [...{ -readonly [I in keyof T]: In<T[I]> }, ...(Rest extends null ? [] : In<Rest>[])]
>;

type Flat<T> = { [K in keyof T]: T[K] } & {};
type OutShape<T> = Flat<
  { -readonly [K in keyof T as Flag<T[K], 'optionalOut'> extends true ? never : K]: Out<T[K]> } & {
    -readonly [K in keyof T as Flag<T[K], 'optionalOut'> extends true ? K : never]?: Out<T[K]>;
  }
>;
type InShape<T> = Flat<
  { -readonly [K in keyof T as Flag<T[K], 'optionalIn'> extends true ? never : K]: In<T[K]> } & {
    -readonly [K in keyof T as Flag<T[K], 'optionalIn'> extends true ? K : never]?: In<T[K]>;
  }
>;
/** What an object may hold beside what it names. */
type Others<Config> = Config extends core.$loose ? { readonly [name: string]: unknown } : {};
export type ZodObject<Shape = {}, Config = core.$strip> = ZodType<
  Flat<OutShape<Shape> & { -readonly [K in keyof Others<Config>]: Others<Config>[K] }>,
  Flat<InShape<Shape> & { -readonly [K in keyof Others<Config>]: Others<Config>[K] }>
>;

export declare namespace core {
  type $strip = 'strip';
  type $strict = 'strict';
  type $loose = 'loose';
}
