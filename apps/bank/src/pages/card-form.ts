import { moneyText } from '../money/format.ts';
import type { PaymentRow } from '../payments/row.ts';
import { html, type Html } from './html.ts';
import { type Session, tokenField } from './session.ts';

export function cardForm(row: PaymentRow, session: Session): Html {
  return html`<form method="post" action="/pay/${row.id}/card">
    ${tokenField(session)}
    <label for="number">Card number</label>
    <span class="hint" id="cards">4111 1111 1111 1111 pays; the <a href="/">start page</a> has others</span>
    <input
      id="number"
      name="number"
      aria-describedby="cards"
      required
      inputmode="numeric"
      autocomplete="off"
      maxlength="23"
    />
    <div class="pair">
      <div>
        <label for="expiry">Valid until <span class="hint">MM/YY</span></label>
        <input
          id="expiry"
          name="expiry"
          required
          inputmode="numeric"
          pattern="(0[1-9]|1[0-2])/?\\d\\d"
          autocomplete="off"
          maxlength="5"
        />
      </div>
      <div>
        <label for="cvc">Code <span class="hint">three digits</span></label>
        <input id="cvc" name="cvc" required inputmode="numeric" pattern="\\d{3}" autocomplete="off" maxlength="3" />
      </div>
    </div>
    <div class="actions"><button>Pay ${moneyText(row.amount, row.currency)}</button></div>
  </form>`;
}
