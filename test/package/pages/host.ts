import { LitElement } from 'lit';
import * as z from 'zod';

/** What the test can do with the page. It is in the page's document, because a global would be one more to compare. */
export interface Host {
  /** The state of the page's own libraries, as plain data. */
  readHost(): Record<string, unknown>;
  /** Makes every use of the page's zod configuration throw, or stops doing so. */
  setTrap(isSet: boolean): void;
}

const versions = globalThis as unknown as Record<string, readonly string[] | undefined>;
const known = z.string().register(z.globalRegistry, { title: 'known to the page' });

z.config({ localeError: () => 'in the words of the page' });
customElements.define('host-lit', class extends LitElement {});

function refuse(): never {
  throw new Error("The page's own zod was used.");
}

const host: Host = {
  readHost: () => ({
    globals: Reflect.ownKeys(globalThis).map(String).sort(),
    symbols: Reflect.ownKeys(Symbol).map(String).sort(),
    zodConfig: Object.entries(z.config())
      .filter(([, value]) => value !== undefined)
      .map(([key]) => key),
    zodWords: z.number().safeParse('one').error?.issues[0]?.message,
    zodRegistry: z.globalRegistry.get(known)?.title,
    zodIds: [...z.globalRegistry._idmap.keys()],
    litVersions: ['litHtmlVersions', 'litElementVersions', 'reactiveElementVersions'].map((name) => [
      ...(versions[name] ?? []),
    ]),
  }),
  setTrap: (isSet) => void z.config({ customError: isSet ? refuse : undefined }),
};
Object.assign(document, host);
