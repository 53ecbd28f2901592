import { SCENARIOS } from '../simulator/index.js';

const WIDTH = Math.max(...Object.keys(SCENARIOS).map((name) => name.length));

const SCENARIO_LINES = Object.entries(SCENARIOS).map(([name, text]) => `  ${name.padEnd(WIDTH)}  ${text}`);

/** What `--help` says. */
export const HELP = `Usage: ghl-social-connect <command> [options]

simulate   Plays HighLevel and the platforms on this machine, for tests and demos.
  --port <number>      Port on localhost. Default 4010; 0 takes any that is free.
  --scenario <name>    What happens, unless the start query says otherwise. Default ok.
  --consent <what>     The consent page: ask, allow or deny. Default ask.
  --accounts <number>  How many accounts a login manages, 0 to 1000. Default 3.
  --delay <ms>         How long slow, late and details-slow wait. Default 2000, for late 3000.

proxy      Serves the proxy that holds the HighLevel token. It reads the environment:
  GHL_TOKEN        Required. Private Integration Token or access token of the location.
  GHL_LOCATION_ID  Required. The only location that sessions may be for.
  SESSION_KEY      Required. Secret of at least 32 bytes that your backend signs session tokens with.
  ALLOWED_ORIGINS  Required. Origins of the pages that may use the proxy, separated by spaces.
  GHL_API_VERSION  v3 or 2021-07-28. Default v3.
  HOST             Address to listen at. Default localhost.
  PORT             Port to listen at. Default 8787; 0 takes any that is free.
  GHL_UPSTREAM     For tests only: an origin that plays HighLevel.

Scenarios
${SCENARIO_LINES.join('\n')}

SIGINT or SIGTERM stops a server; requests under way are answered first.
Exit codes: 0 done, 1 failed, 2 asked wrongly.`;
