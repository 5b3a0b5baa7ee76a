/** The conditions of a list with filters: only what is asked for stands in its statement, so that the index of that is found, whatever was asked before. */
export class Wheres {
  readonly values: unknown[] = [];
  readonly #conditions: string[] = [];

  /** @param text of the condition, given the parameter; left out where the value is undefined */
  and(text: (parameter: string) => string, value: unknown): this {
    if (value === undefined) return this;
    this.values.push(value);
    this.#conditions.push(text(`$${this.values.length}`));
    return this;
  }

  get sql(): string {
    return this.#conditions.length === 0 ? '' : `WHERE ${this.#conditions.join(' AND ')}`;
  }
}
