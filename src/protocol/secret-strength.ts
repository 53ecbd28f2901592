/** Fewer different characters than this are a short alphabet or a repetition. */
const MIN_DISTINCT = 8;
const MIN_ENTROPY_BITS = 80;
/** Share of characters that equal the one a fixed distance before. In random text it is below a fifth. */
const REPETITION_SHARE = 0.85;
/** The longest distance that is looked at, as a share of the text: two copies with a separator are a repetition. */
const MAX_DISTANCE = 0.6;
/** Share of characters that follow their predecessor, as in `abcd`. In random text it is below a fifth. */
const SEQUENCE_SHARE = 0.8;
const SAMPLE_LENGTH = 512;

const KEYBOARD = "`1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.";

/** Secrets of documents and tutorials. */
const WELL_KNOWN: ReadonlySet<string> = new Set([
  'astringsecretatleast256bitslong',
  'aym1syspppbydfgzld3umj1qzkobwvmkoqqestjqlrt1qs0gzh75aktmn3yj0ips4hcguutwjazzr1z9cayow',
]);
const INSTRUCTION = /change|replace|your|insert|enter|placeholder|todo|fixme|example|default|dummy|sample|x{4,}/;
/** The words that such placeholders consist of besides. */
const FILLER =
  /change|replace|your|insert|enter|placeholder|todo|fixme|example|default|dummy|sample|secret|super|password|passphrase|private|public|session|signing|token|value|string|random|secure|strong|long|longer|please|before|production|prod|development|deploy|here|this|that|with|must|least|bytes?|bits?|chars?|characters?|minimum|length|the|and|for|key|jwt|hmac|auth|app|own|some|not|use|me|my|in|it|to|is|be|at|of|an?|x+|\d+/g;

const TEMPLATE = /^(?:<[\w .-]+>|\[[\w .-]+\]|\$\{[\w .:-]+\}|\{\{[\w .-]+\}\}|%\w+%|process\.env\.\w+|\$[A-Z_]+)$/;

function countMatches(text: string, distance: number): number {
  let matches = 0;
  for (let index = distance; index < text.length; index += 1) if (text[index] === text[index - distance]) matches += 1;
  return matches;
}

function isRepetition(text: string): boolean {
  for (let distance = 1; distance <= text.length * MAX_DISTANCE; distance += 1) {
    const matches = countMatches(text, distance);
    if (matches >= (text.length - distance) * REPETITION_SHARE) return true;
  }
  return false;
}

function areNeighbours(first: string, second: string): boolean {
  const distance = Math.abs(first.charCodeAt(0) - second.charCodeAt(0));
  return distance <= 1 || KEYBOARD.includes(first + second) || KEYBOARD.includes(second + first);
}

function isSequence(text: string): boolean {
  const lower = text.toLowerCase();
  let neighbours = 0;
  for (let index = 1; index < lower.length; index += 1) {
    if (areNeighbours(lower[index - 1] ?? '', lower[index] ?? '')) neighbours += 1;
  }
  return neighbours >= (lower.length - 1) * SEQUENCE_SHARE;
}

function isPlaceholder(text: string): boolean {
  if (!/^[\x20-\x7e\s]*$/.test(text)) return false;
  const words = text.toLowerCase().replace(/[^a-z\d]/g, '');
  if (WELL_KNOWN.has(words) || TEMPLATE.test(text.trim())) return true;
  return INSTRUCTION.test(words) && words.replace(FILLER, '').length < 8;
}

/** Shannon entropy of the characters, in bits: an upper bound of what guessing takes. */
function estimateEntropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const bits = [...counts.values()].map((count) => count * Math.log2(text.length / count));
  return bits.reduce((sum, part) => sum + part, 0);
}

function findPattern(text: string): string | undefined {
  if (new Set(text).size < Math.min(MIN_DISTINCT, text.length / 2)) return 'uses too few different characters';
  if (isRepetition(text)) return 'repeats a short pattern';
  if (isSequence(text)) return 'is a sequence of neighbouring characters';
  if (isPlaceholder(text)) return 'is a placeholder';
  return undefined;
}

/** What Base64 or hexadecimal text stands for, as characters; `undefined` for other text. */
function decode(text: string): string | undefined {
  if (/^(?:[\da-f]{2}){16,}$/i.test(text)) {
    return text.replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16)));
  }
  return /^[\w+/-]{24,}={0,2}$/.test(text) && text.replace(/=+$/, '').length % 4 !== 1
    ? atob(text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''))
    : undefined;
}

/**
 * Says why a secret is trivially weak: a repetition, a short alphabet, a sequence, a placeholder. A secret that passes may
 * still be weak; only a random one is known to be strong.
 *
 * @returns The reason, to be completed by "The key …"; `undefined` if none was found.
 */
export function findWeakness(secret: Uint8Array): string | undefined {
  // One character for each byte.
  const text = String.fromCharCode(...secret.subarray(0, SAMPLE_LENGTH));
  const decoded = decode(text.trim());
  const pattern = findPattern(text) ?? (decoded === undefined ? undefined : findPattern(decoded));
  return pattern ?? (estimateEntropy(text) < MIN_ENTROPY_BITS ? 'has too little variety' : undefined);
}
