const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The parts of a document. All but `title` are markup already. */
export interface DocumentParts {
  readonly title: string;
  readonly main: string;
  readonly head?: string;
  readonly bodyAttributes?: string;
}

/** Makes a text safe as the content of an element or as a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Creates an HTML document with the simulator's stylesheet. */
export function createDocument({ title, main, head = '', bodyAttributes = '' }: DocumentParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/simulator/style.css">
${head}
</head>
<body${bodyAttributes}>
<main>
<h1>${escapeHtml(title)}</h1>
${main}
<p class="note">Simulated: no real account is involved.</p>
</main>
</body>
</html>
`;
}

/** Creates a page that says what is wrong with the address. */
export function createErrorPage(text: string): string {
  return createDocument({ title: 'This page cannot be shown', main: `<p>${escapeHtml(text)}</p>` });
}
