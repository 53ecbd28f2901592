const HIGHLEVEL = 'http://localhost:4010';

/** Sends the page's buttons to the simulator, whose consent page decides by itself: Cypress cannot act in a popup. */
function visitWithSimulator(consent: 'allow' | 'deny'): void {
  cy.visit('/index.html');
  cy.get('ghl-social-connect').then((elements) => {
    const startUrl = `${HIGHLEVEL}/social-media-posting/oauth/{platform}/start?consent=${consent}`;
    Object.assign(elements[0]!, { startUrl, allowedOrigins: HIGHLEVEL });
  });
}

describe('the button', () => {
  it('connects an account', () => {
    visitWithSimulator('allow');
    cy.get('ghl-social-connect').shadow().find('button').click();
    cy.get('#account')
      .invoke('text')
      .should('match', /^Connected: [0-9a-f]{24}$/);
  });

  it('says that a person refused', () => {
    visitWithSimulator('deny');
    cy.get('ghl-social-connect').shadow().find('button').click();
    cy.get('#account').should('have.text', 'Not connected: denied');
  });
});
