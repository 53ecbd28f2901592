/** What the tag is given first, and what it is given then: one value of each kind. */
export const VALUES = [
  {
    platform: 'facebook',
    timeout: 60_000,
    reconnect: true,
    allowedOrigins: ['https://first.example'],
    labels: { connect: 'First {platform}' },
    getStartUrl: () => 'https://first.example/',
  },
  {
    platform: 'linkedin',
    timeout: 30_000,
    reconnect: false,
    allowedOrigins: ['https://second.example'],
    labels: { connect: 'Second {platform}' },
    getStartUrl: () => 'https://second.example/',
  },
] as const;

/** Notes that the page has heard an event. */
export function hear(name: string): void {
  const { dataset } = document.documentElement;
  dataset.heard = `${dataset.heard ?? ''} ${name}`.trim();
}
