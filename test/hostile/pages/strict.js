// The first script of the page: what the policy forbids is kept where the test finds it.
globalThis.violations = [];
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
  globalThis.violations.push([violatedDirective, blockedURI, sample].join(' '));
});
