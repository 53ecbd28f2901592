/** What happened: a login was connected, or connected again; an account was attached or disconnected. */
export type FactAction = 'connect' | 'attach' | 'reconnect' | 'disconnect';

/** Something that HighLevel has confirmed to the proxy. */
export interface Fact {
  readonly action: FactAction;
  readonly locationId: string;
  /** The user whose session it was. */
  readonly userId: string;
  /** The platform, as HighLevel names it. */
  readonly platform: string;
  /**
   * Id of the login: the `accountId` of the element's `account-connected`. Absent only for a disconnected account whose login
   * HighLevel does not name.
   */
  readonly loginId?: string;
  /** Id of the account in the location's list. Absent for a login. */
  readonly accountId?: string;
  /** Name of the account, where HighLevel said it. */
  readonly name?: string;
}

/** A fact, as the hooks of the option `on` get it. */
export interface ConfirmedFact extends Fact {
  /** The receipt of the fact, if the proxy has a `receiptKey`. */
  readonly receipt?: string;
}

/** Called with what happened. */
export type Hook = (fact: ConfirmedFact) => unknown;

/** Hooks of a proxy, which run after HighLevel has confirmed and before the browser gets the response. */
export interface Hooks {
  /** A login was connected: HighLevel knows it. Runs for each request for its details, so for one login several times. */
  readonly connected?: Hook;
  /** An account was attached to the location. */
  readonly attached?: Hook;
  /** A login was connected again. */
  readonly reconnected?: Hook;
  /** An account was disconnected from the location. */
  readonly disconnected?: Hook;
}

/** The hook of each action. */
export const HOOK_NAMES: Readonly<Record<FactAction, keyof Hooks>> = {
  connect: 'connected',
  attach: 'attached',
  reconnect: 'reconnected',
  disconnect: 'disconnected',
};
