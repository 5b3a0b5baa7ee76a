import { z } from 'zod';

/** What an input can be told of a field, so that most mistakes cannot be typed. */
export type Limits = {
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly required?: boolean;
};

/** The limits that a contract sets to a field. None for a path that it does not know. */
export function limitsOf(schema: z.ZodType, path: string): Limits {
  let at: z.ZodType | undefined = schema;
  for (const part of path.split('.')) at = at === undefined ? undefined : below(bare(at), part);
  if (at === undefined) return {};
  const inner = bare(at);
  return {
    ...(at.safeParse(undefined).success ? {} : { required: true }),
    ...((inner instanceof z.ZodString || inner instanceof z.ZodStringFormat) && inner.maxLength !== null
      ? { maxLength: inner.maxLength }
      : {}),
    ...(inner instanceof z.ZodNumber ? range(inner) : {}),
  };
}

function range({ minValue, maxValue }: z.ZodNumber): Pick<Limits, 'min' | 'max'> {
  // Every integer is at least the smallest that there is; that is no limit to speak of.
  const said = (value: number | null): value is number => value !== null && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  return { ...(said(minValue) ? { min: minValue } : {}), ...(said(maxValue) ? { max: maxValue } : {}) };
}

/** The schema of one part of an object, a record or a list. */
function below(schema: z.ZodType, part: string): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return asSchema(schema.shape[part]);
  if (schema instanceof z.ZodRecord) return asSchema(schema.valueType);
  return schema instanceof z.ZodArray ? asSchema(schema.element) : undefined;
}

/** Without what makes it optional, gives it a default or works on it further. */
function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return bare(asSchema(schema.unwrap()) ?? schema);
  return schema instanceof z.ZodPipe ? bare(asSchema(schema.in) ?? schema) : schema;
}

/** Parts of schemas are typed as zod's core; those of the contracts are all made by its usual builders. */
function asSchema(part: unknown): z.ZodType | undefined {
  return part instanceof z.ZodType ? part : undefined;
}
