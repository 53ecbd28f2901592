import { SocialConnectError } from '../../errors.js';
import type { WebhookOptions } from '../options.js';

/** Whether HighLevel has signed these bytes. */
export type VerifySignature = (headers: Headers, body: Uint8Array<ArrayBuffer>) => Promise<boolean>;

/** The current signature: Ed25519 of the body, in base64. */
const ED25519_HEADER = 'X-GHL-Signature';
/** The older one: RSA with SHA-256. */
const RSA_HEADER = 'X-WH-Signature';

/** HighLevel's older key. Source: docs/oauth/WebhookAuthentication.md of HighLevel's API documentation. */
const RSA_KEY = `MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAokvo/r9tVgcfZ5DysOSC
Frm602qYV0MaAiNnX9O8KxMbiyRKWeL9JpCpVpt4XHIcBOK4u3cLSqJGOLaPuXw6
dO0t6Q/ZVdAV5Phz+ZtzPL16iCGeK9po6D6JHBpbi989mmzMryUnQJezlYJ3DVfB
csedpinheNnyYeFXolrJvcsjDtfAeRx5ByHQmTnSdFUzuAnC9/GepgLT9SM4nCpv
uxmZMxrJt5Rw+VUaQ9B8JSvbMPpez4peKaJPZHBbU3OdeCVx5klVXXZQGNHOs8gF
3kvoV5rTnXV0IknLBXlcKKAQLZcY/Q9rG6Ifi9c+5vqlvHPCUJFT5XUGG5RKgOKU
J062fRtN+rLYZUV+BjafxQauvC8wSWeYja63VSUruvmNj8xkx2zE/Juc+yjLjTXp
IocmaiFeAO6fUtNjDeFVkhf5LNb59vECyrHD2SQIrhgXpO4Q3dVNA5rw576PwTzN
h/AMfHKIjE4xQA1SZuYJmNnmVZLIZBlQAF9Ntd03rfadZ+yDiOXCCs9FkHibELhC
HULgCsnuDJHcrGNd5/Ddm5hxGQ0ASitgHeMZ0kcIOwKDOzOU53lDza6/Y09T7sYJ
PQe7z0cvj7aE4B+Ax1ZoZGPzpJlZtGXCsu9aTEGEnKzmsFqwcSsnw3JB31IGKAyk
T1hhTiaCeIY/OwwwNUY2yvcCAwEAAQ==`;

const ED25519: Algorithm = { name: 'Ed25519' };
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

async function importKey(text: string, algorithm: typeof RSA | Algorithm): Promise<CryptoKey> {
  const base64 = text.replace(/-----[^-]+-----|\s/g, '');
  try {
    const bytes = decodeBase64(base64) ?? new Uint8Array();
    return await crypto.subtle.importKey('spki', bytes, algorithm, false, ['verify']);
  } catch (cause) {
    const message = `createAppTokens: \`webhooks\` has a public key that is not ${algorithm.name} as SPKI in base64.`;
    throw new SocialConnectError('invalid_config', message, { cause });
  }
}

/** Creates the verification of a header. The keys are imported when they are needed for the first time. */
function createVerifier(header: string, keys: readonly string[], algorithm: typeof RSA | Algorithm): VerifySignature {
  let imported: Promise<CryptoKey[]> | undefined;
  return async (headers, body) => {
    const signature = decodeBase64(headers.get(header) ?? '');
    if (signature === undefined || signature.length === 0) return false;
    imported ??= Promise.all(keys.map((key) => importKey(key, algorithm)));
    const verify = (key: CryptoKey) => crypto.subtle.verify(algorithm, key, signature, body);
    return (await Promise.all((await imported).map(verify))).includes(true);
  };
}

/** HighLevel writes `N/A` into a header that it does not use. */
const isAbsent = (header: string | null) => header === null || header === '' || header === 'N/A';

/** Creates the verification of webhooks, over the bytes of the body as they came. */
export function createSignatureVerifier({ publicKeys, rsa }: Required<WebhookOptions>): VerifySignature {
  const verifyEd25519 = createVerifier(ED25519_HEADER, publicKeys, ED25519);
  if (rsa === false) return verifyEd25519;
  const verifyRsa = createVerifier(RSA_HEADER, [rsa === true ? RSA_KEY : rsa], RSA);
  return (headers, body) =>
    isAbsent(headers.get(ED25519_HEADER)) ? verifyRsa(headers, body) : verifyEd25519(headers, body);
}
