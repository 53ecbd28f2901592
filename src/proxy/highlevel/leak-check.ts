/*
 * Finds the HighLevel token in what goes to a browser, in case HighLevel, or a debugging gateway in front of it, repeats
 * the request in its response.
 */

/** No real token of HighLevel is shorter. A shorter one is a test's, and any text may contain it. */
const MIN_TOKEN_LENGTH = 16;
const MAX_REMEMBERED = 100;
/** How often one encoding may be wrapped in another. */
const MAX_ROUNDS = 6;

/** Escapes of JSON and JavaScript, of URLs and of HTML, and what interrupts a text; in one pattern, for one pass. */
const ESCAPES =
  /\\+(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|[nrtbf])?|((?:%[\da-f]{2})+)|&#x([\da-f]{1,6});?|&#(\d{1,7});?|&(\w{3,7});|[\x00-\x20\x7f]+/gi;
/** Without these characters, a text hides nothing that {@link INTERRUPTIONS} do not. */
const MAY_HIDE = /[%&\\\x80-\uffff]/;
const INTERRUPTIONS = /[\x00-\x20\x7f]+/g;
const NOT_ASCII = /[^\x00-\x7f]/;
const IGNORED_CHARACTERS = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const HEX_DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const DECODER = new TextDecoder();
const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  __proto__: null as never,
  amp: '&',
  period: '.',
  lowbar: '_',
  equals: '=',
  plus: '+',
  sol: '/',
  dash: '-',
  hyphen: '-',
  percnt: '%',
  num: '#',
  semi: ';',
};

function fromCodePoint(digits: string, radix: number): string {
  const code = parseInt(digits, radix);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
}

/** A run of percent-encoded bytes, which are UTF-8. */
function decodePercents(escapes: string): string {
  if (!/%[89a-f]/i.test(escapes)) {
    return escapes.replace(/%(..)/g, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
  return DECODER.decode(Uint8Array.from(escapes.slice(1).split('%'), (hex) => parseInt(hex, 16)));
}

function decodeEscape(escape: string, ...groups: (string | undefined)[]): string {
  const [braced, long, short, percents, hexEntity, decimalEntity, namedEntity] = groups;
  if (percents !== undefined) return decodePercents(percents);
  const hex = braced ?? long ?? short ?? hexEntity;
  if (hex !== undefined) return fromCodePoint(hex, 16);
  if (decimalEntity !== undefined) return fromCodePoint(decimalEntity, 10);
  return namedEntity === undefined ? '' : (NAMED_ENTITIES[namedEntity] ?? escape);
}

function decodeOnce(text: string): string {
  // Most texts have no escapes, and this is quicker.
  if (!MAY_HIDE.test(text)) return text.replace(INTERRUPTIONS, '');
  const decoded = text.replace(ESCAPES, decodeEscape);
  // Full-width letters and other compatibility forms.
  return NOT_ASCII.test(decoded) ? decoded.normalize('NFKC').replace(IGNORED_CHARACTERS, '') : decoded;
}

/** The text, and what is left of it after each round of decoding. */
function listDecodings(text: string): string[] {
  const texts = [text];
  for (let current = text; texts.length <= MAX_ROUNDS;) {
    const next = decodeOnce(current);
    if (next === current) break;
    texts.push(next);
    current = next;
  }
  return texts;
}

/** The token's part of a Base64 text, for each way it can be aligned in it. */
function toBase64Forms(token: string): string[] {
  return [0, 1, 2].map((shift) => {
    const length = token.length + shift;
    const encoded = btoa('\0'.repeat(shift) + token).replaceAll('=', '');
    const end = length % 3 === 0 ? encoded.length : encoded.length - 1;
    return encoded.slice([0, 2, 3][shift], end);
  });
}

function toHex(token: string): string {
  let hex = '';
  for (let index = 0; index < token.length; index += 1) hex += HEX_DIGITS[token.charCodeAt(index) & 0xff] ?? '';
  return hex;
}

/** How a token may be written where nothing is escaped. */
interface TokenForms {
  readonly plain: readonly string[];
  /** Base64, Base64url and hexadecimal. */
  readonly encoded: readonly string[];
}

function listForms(token: string): TokenForms {
  const base64 = toBase64Forms(token);
  const base64Url = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  const hex = toHex(token);
  return {
    plain: [...new Set([token, decodeOnce(token)])],
    encoded: [...new Set([...base64, ...base64Url, hex, hex.toUpperCase()])],
  };
}

function containsForm(text: string, { plain, encoded }: TokenForms): boolean {
  const decodings = listDecodings(text);
  const last = decodings.at(-1) ?? '';
  return (
    decodings.some((decoding) => plain.some((form) => decoding.includes(form))) ||
    encoded.some((form) => last.includes(form))
  );
}

/** Tells whether one of `texts` contains one of `tokens`. */
export type LeakCheck = (texts: readonly string[], tokens: readonly string[]) => boolean;

/**
 * Creates a test for tokens in texts: as they are, interrupted by white space, in escapes of JSON, URLs or HTML, in
 * full-width letters, in Base64 or in hexadecimal, or in several of these at once. It remembers the forms of the last
 * tokens, since listing them takes longer than to look for them.
 */
export function createLeakCheck(): LeakCheck {
  const formsByToken = new Map<string, TokenForms>();

  function recallForms(token: string): TokenForms {
    const forms = formsByToken.get(token) ?? listForms(token);
    if (formsByToken.size >= MAX_REMEMBERED) formsByToken.clear();
    formsByToken.set(token, forms);
    return forms;
  }

  return (texts, tokens) => {
    const forms = tokens.filter(({ length }) => length >= MIN_TOKEN_LENGTH).map(recallForms);
    const long = texts.filter(({ length }) => length >= MIN_TOKEN_LENGTH);
    return long.some((text) => forms.some((form) => containsForm(text, form)));
  };
}
