import type { Client, Connection } from 'pg';

/** A column of a statement's answer, as the server describes it. */
export type DescribedColumn = {
  readonly name: string;
  /** The table and column it comes from unchanged; 0 for whatever is computed. */
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
};

/** What pg calls on the query that is under way. */
type Described = {
  submit(connection: Connection): void;
  handleRowDescription(message: { fields: readonly DescribedColumn[] }): void;
  handleParseComplete(): void;
  handleReadyForQuery(): void;
  handleError(error: Error): void;
};

/**
 * Prepares a statement under its name and has the server describe it, without running it (protocol messages Parse and Describe).
 * @returns its columns; none for a statement that returns no rows. @throws what Postgres says is wrong with it
 */
export function describeStatement(client: Client, name: string, text: string): Promise<readonly DescribedColumn[]> {
  return new Promise((resolve, reject) => {
    let columns: readonly DescribedColumn[] = [];
    const query: Described = {
      submit(connection) {
        connection.parse({ name, text, types: [] }, true);
        connection.describe({ type: 'S', name }, true);
        connection.sync();
      },
      handleRowDescription({ fields }) {
        columns = fields;
      },
      handleParseComplete: () => undefined,
      handleReadyForQuery: () => resolve(columns),
      handleError: reject,
    };
    client.query(query);
  });
}
