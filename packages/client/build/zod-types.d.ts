// The types that the declarations beside this file are written in: those of zod, as far as contracts use them, with
// nothing behind them. So whoever uses the SDK need not install zod.

/** Carries what a schema takes and gives. `optional` says where a key may be left out. */
export interface ZodType<Output = unknown, Input = unknown, OptionalIn = unknown, OptionalOut = unknown> {
  readonly '~types'?: {
    readonly output: Output;
    readonly input: Input;
    readonly optionalIn: OptionalIn;
    readonly optionalOut: OptionalOut;
  };
}

type Types<S> = S extends { readonly '~types'?: infer T } ? NonNullable<T> : never;
type Out<S> = Types<S> extends { readonly output: infer O } ? O : never;
type In<S> = Types<S> extends { readonly input: infer I } ? I : never;
type Flag<S, K extends string> = Types<S> extends { readonly [P in K]: true } ? true : false;

export type output<S> = Out<S>;
export type input<S> = In<S>;
export type { output as infer };

export interface ZodString extends ZodType<string, string> {}
export interface ZodUUID extends ZodString {}
export interface ZodEmail extends ZodString {}
export interface ZodURL extends ZodString {}
export interface ZodISODateTime extends ZodString {}
export interface ZodISODate extends ZodString {}
export interface ZodNumber extends ZodType<number, number> {}
export interface ZodInt extends ZodNumber {}
export interface ZodCoercedNumber<T = unknown> extends ZodType<number, T> {}
export interface ZodBoolean extends ZodType<boolean, boolean> {}
export interface ZodCoercedBoolean<T = unknown> extends ZodType<boolean, T> {}
export interface ZodUnknown extends ZodType<unknown, unknown> {}
export interface ZodNull extends ZodType<null, null> {}
export interface ZodNever extends ZodType<never, never> {}
export interface ZodLiteral<T> extends ZodType<T, T> {}
export interface ZodEnum<T> extends ZodType<T[keyof T], T[keyof T]> {}
export interface ZodArray<S> extends ZodType<Out<S>[], In<S>[]> {}
export interface ZodNullable<S> extends ZodType<
  Out<S> | null,
  In<S> | null,
  Flag<S, 'optionalIn'>,
  Flag<S, 'optionalOut'>
> {}
export interface ZodOptional<S> extends ZodType<Out<S> | undefined, In<S> | undefined, true, true> {}
export interface ZodNonOptional<S> extends ZodType<Exclude<Out<S>, undefined>, Exclude<In<S>, undefined>> {}
export interface ZodDefault<S> extends ZodType<Exclude<Out<S>, undefined>, In<S> | undefined, true, false> {}
export interface ZodReadonly<S> extends ZodType<Readonly<Out<S>>, Readonly<In<S>>> {}
export interface ZodPipe<A, B> extends ZodType<Out<B>, In<A>, Flag<A, 'optionalIn'>, Flag<B, 'optionalOut'>> {}
export interface ZodCodec<A, B> extends ZodPipe<A, B> {}
export interface ZodTransform<O = unknown, I = unknown> extends ZodType<O, I> {}
export interface ZodUnion<T extends readonly unknown[]> extends ZodType<Out<T[number]>, In<T[number]>> {}
export interface ZodDiscriminatedUnion<T extends readonly unknown[], _Key = string> extends ZodUnion<T> {}
export interface ZodRecord<K, V> extends ZodType<
  Record<Out<K> & PropertyKey, Out<V>>,
  Record<In<K> & PropertyKey, In<V>>
> {}
export interface ZodTuple<T extends readonly unknown[], Rest = null> extends ZodType<
  [...{ -readonly [I in keyof T]: Out<T[I]> }, ...(Rest extends null ? [] : Out<Rest>[])],
  [...{ -readonly [I in keyof T]: In<T[I]> }, ...(Rest extends null ? [] : In<Rest>[])]
> {}

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
export interface ZodObject<Shape = {}, _Config = core.$strip> extends ZodType<OutShape<Shape>, InShape<Shape>> {}

export declare namespace core {
  type $strip = 'strip';
  type $strict = 'strict';
  type $loose = 'loose';
}
