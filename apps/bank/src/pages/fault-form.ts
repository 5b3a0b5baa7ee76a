import type { BankFaults } from '@docket/contracts/bank/api';
import { z } from 'zod';
import { html, type Html } from './html.ts';
import { type Session, tokenField } from './session.ts';

type Switch = {
  readonly group: 'callbacks' | 'answers' | 'money';
  readonly name: string;
  readonly says: string;
  /** What it takes besides how often. */
  readonly field?: { readonly name: string; readonly label: string; readonly preset: string };
};

/** Every switch that counts, as the contract has it; `down` stands by itself. */
export const SWITCHES: readonly Switch[] = [
  {
    group: 'callbacks',
    name: 'duplicate',
    says: 'Callbacks come several times',
    field: { name: 'copies', label: 'copies', preset: '1' },
  },
  { group: 'callbacks', name: 'reorder', says: 'The later of two callbacks is sent first' },
  {
    group: 'callbacks',
    name: 'delay',
    says: 'Callbacks come late',
    field: { name: 'ms', label: 'ms', preset: '5000' },
  },
  { group: 'callbacks', name: 'drop', says: 'Callbacks are never sent' },
  { group: 'callbacks', name: 'tamper', says: 'The body is changed after it was signed' },
  { group: 'callbacks', name: 'oldSecret', says: 'Signed with the oldest secret' },
  {
    group: 'callbacks',
    name: 'wrongAmount',
    says: 'Callbacks say another amount',
    field: { name: 'byMinor', label: 'minor units more', preset: '-100' },
  },
  {
    group: 'callbacks',
    name: 'wrongCurrency',
    says: 'Callbacks say another currency',
    field: { name: 'currency', label: 'currency', preset: 'USD' },
  },
  { group: 'callbacks', name: 'unknownReference', says: 'Callbacks name a reference that nobody knows' },
  {
    group: 'answers',
    name: 'slow',
    says: 'What is asked is done at once and answered late',
    field: { name: 'ms', label: 'ms', preset: '20000' },
  },
  { group: 'answers', name: 'error', says: '500, and nothing is done' },
  { group: 'answers', name: 'cutAfter', says: 'It is done, and the connection cut without an answer' },
  {
    group: 'money',
    name: 'failThenCapture',
    says: 'A payment fails, and succeeds later',
    field: { name: 'afterMs', label: 'ms later', preset: '10000' },
  },
  {
    group: 'money',
    name: 'receiveWrongAmount',
    says: 'Transfers come with another amount',
    field: { name: 'byMinor', label: 'minor units more', preset: '-100' },
  },
  { group: 'money', name: 'refundsFail', says: 'Refunds fail' },
  { group: 'money', name: 'payoutsFail', says: 'Payouts fail' },
  {
    group: 'money',
    name: 'payoutsReturn',
    says: 'Payouts are paid, and come back later',
    field: { name: 'afterMs', label: 'ms later', preset: '10000' },
  },
];

function onOf(faults: BankFaults, { group, name }: Switch): Readonly<Record<string, unknown>> | undefined {
  const switches: Readonly<Record<string, unknown>> = faults[group];
  const found = switches[name];
  return typeof found === 'object' && found !== null ? { ...found } : undefined;
}

export function faultForm(faults: BankFaults, session: Session): Html {
  const rows = SWITCHES.map((each) => {
    const { group, name, says, field } = each;
    const on = onOf(faults, each);
    const key = `${group}.${name}`;
    const given = field === undefined ? '' : String(on?.[field.name] ?? field.preset);
    return html`<tr>
      <td>
        <label class="check"
          ><input type="checkbox" name="${key}" ${on !== undefined && html` checked`} /><span>${says}</span></label
        >
      </td>
      <td>
        ${field !== undefined && html`<label for="${key}.field">${field.label}</label><input id="${key}.field" name="${key}.field" aria-label="${says}: ${field.label}" value="${given}" size="8" />`}
      </td>
      <td>
        <label for="${key}.times">times</label
        ><input
          id="${key}.times"
          name="${key}.times"
          aria-label="${says}: times, or always"
          value="${on?.['times'] === null || on === undefined ? '' : String(on['times'])}"
          inputmode="numeric"
          placeholder="always"
          size="8"
        />
      </td>
    </tr>`;
  });
  return html`<form method="post" action="/panel/faults">
    ${tokenField(session)}
    <label class="check"
      ><input type="checkbox" name="answers.down" ${faults.answers.down && html` checked`} /><span
        >The bank is down: everything is refused with 503</span
      ></label
    >
    <div class="scroll" tabindex="0">
      <table>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    <div class="actions"><button>Set the switches</button></div>
  </form>`;
}

const fields = z.record(z.string(), z.string());

/** What the form says, to be parsed by the contract. */
export function faultsOf(body: unknown): unknown {
  const given = fields.parse(body);
  const groups: Record<Switch['group'], Record<string, unknown>> = {
    callbacks: {},
    answers: { down: given['answers.down'] !== undefined },
    money: {},
  };
  for (const { group, name, field } of SWITCHES) {
    const key = `${group}.${name}`;
    if (given[key] === undefined) continue;
    const times = (given[`${key}.times`] ?? '').trim();
    const value = given[`${key}.field`] ?? '';
    groups[group][name] = {
      times: times === '' ? null : Number(times),
      ...(field === undefined ? {} : { [field.name]: field.name === 'currency' ? value : Number(value) }),
    };
  }
  return groups;
}
