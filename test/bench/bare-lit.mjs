import { css, html, LitElement } from 'lit';

/** The least that a Lit button costs: three attributes, a few styles, one click. Every result is compared with it. */
class BareLitButton extends LitElement {
  static properties = { platform: {}, locationId: { attribute: 'location-id' }, userId: { attribute: 'user-id' } };

  static styles = css`
    button {
      min-height: 44px;
      padding: 8px 18px;
      font: inherit;
    }
  `;

  render() {
    return html`<button type="button" @click=${this.#open}>Connect ${this.platform}</button>`;
  }

  #open() {
    window.open(`https://services.leadconnectorhq.com/?${this.locationId}&${this.userId}`);
  }
}

customElements.define('bare-lit-button', BareLitButton);
