/** What the page's server says about the app. */
export interface AppStatus {
  /** Begins an installation: leads to HighLevel's page. */
  readonly installLink: string;
  readonly locations: readonly LocationStatus[];
}

/** One location of the simulated agency. */
export interface LocationStatus {
  readonly locationId: string;
  readonly isInstalled: boolean;
  /** How many connected accounts the proxy lists with the location's token; absent if it has none. */
  readonly accounts?: number;
}
