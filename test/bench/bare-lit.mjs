import { css, html, LitElement } from 'lit';

/** What any Lit button costs at least: three attributes, a few styles, one click. Everything is measured against it. */
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
