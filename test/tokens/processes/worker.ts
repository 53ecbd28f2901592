// One of several processes of an app: worker.mjs ADDRESS UPSTREAM. For each line of JSON that it reads, a list of
// locations, it asks for all their tokens at once, and prints a list of tokens or errors.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { stdin, stdout } from 'node:process';
import { createAppTokens } from '../../../src/tokens/index.js';
import { openStore } from '../../store/open-store.js';
import { CLIENT_ID, CLIENT_SECRET } from '../observed-highlevel.js';
import { ENCRYPTION_KEY, type Answer } from './settings.js';

const [address = '', upstream = ''] = process.argv.slice(2);
const { store } = await openStore(address);
const tokens = createAppTokens({
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  encryptionKey: ENCRYPTION_KEY,
  store,
  upstream,
});

async function ask(locationId: string): Promise<Answer> {
  try {
    return { locationId, token: await tokens.getToken({ locationId }) };
  } catch (error) {
    return { locationId, error: String(error) };
  }
}

stdout.write('ready\n');
const lines = createInterface({ input: stdin });
lines.on('line', (line) => {
  void Promise.all((JSON.parse(line) as string[]).map(ask)).then((answers) =>
    stdout.write(`${JSON.stringify(answers)}\n`),
  );
});
await once(lines, 'close');
process.exit();
