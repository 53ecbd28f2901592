/** Each language's words are a file of their own, which only a page that speaks it loads. */
const LABELS: Readonly<Record<string, () => Promise<unknown>>> = {
  ar: () => import('ghl-social-connect/labels/ar'),
  de: () => import('ghl-social-connect/labels/de'),
  es: () => import('ghl-social-connect/labels/es'),
  fr: () => import('ghl-social-connect/labels/fr'),
  ja: () => import('ghl-social-connect/labels/ja'),
  pt: () => import('ghl-social-connect/labels/pt'),
};

/** Makes the buttons below `root` speak `language`; the page around them stays English. */
export async function speak(root: HTMLElement, language: string): Promise<void> {
  root.lang = language;
  await LABELS[language]?.();
}
