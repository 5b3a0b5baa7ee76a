import { seconds } from './forms.ts';
import { slice, type SettingsOf } from './slice.ts';

export const reconciliationSlice = slice({
  /** How often the bank is asked for its statements. */
  STATEMENT_SECONDS: seconds(60, 1, 'how often the statements of the bank are fetched'),
});
export type ReconciliationSettings = SettingsOf<typeof reconciliationSlice>;
