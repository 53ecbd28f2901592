/** What the page's server tells the page. Holds no secret. */
export interface DemoConfig {
  /** Whether the real HighLevel is used. */
  readonly live: boolean;
  /** Origin that plays HighLevel's part; absent when live. */
  readonly highLevelOrigin?: string;
  /**
   * Origins that play HighLevel's part for logins that manage so many accounts; the proxy has a mount for each number.
   * Empty when live.
   */
  readonly highLevelOrigins: Readonly<Record<string, string>>;
  /** Origin that plays the platforms' part; absent when live. */
  readonly providerOrigin?: string;
  /** Origin of the proxy. */
  readonly proxyOrigin: string;
  /** HighLevel's page around a custom page: its address, its origin and the custom page's proxy; absent when live. */
  readonly shell?: { readonly url: string; readonly origin: string; readonly proxyOrigin: string };
  /** The location that the session is for. */
  readonly locationId: string;
  /** The user that the session is for. */
  readonly userId: string;
  /** What the simulator can do, by name, in one sentence each; empty when live. */
  readonly scenarios: Readonly<Record<string, string>>;
}

/** Asks the page's server where everything is. */
export async function fetchConfig(): Promise<DemoConfig> {
  const response = await fetch('/demo-config.json');
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as DemoConfig;
}

/** Makes the simulator forget what was connected to it. */
export async function resetSimulator(): Promise<void> {
  const response = await fetch('/reset', { method: 'POST' });
  if (!response.ok) throw new Error(`The reset was refused with status ${response.status}.`);
}

/** Moves the simulator's clock to so many days from now. */
export async function setSimulatedDays(days: string): Promise<void> {
  const response = await fetch(`/clock?${new URLSearchParams({ days })}`, { method: 'POST' });
  if (!response.ok) throw new Error(`The clock was not moved: status ${response.status}.`);
}

/** Asks the page's server for a session token for the proxy. */
export async function fetchSessionToken(): Promise<string> {
  const response = await fetch('/session', { method: 'POST' });
  if (!response.ok) throw new Error(`The session was refused with status ${response.status}.`);
  return response.text();
}
