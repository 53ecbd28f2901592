/** A style sheet's text, as Lit's `css` gives it. */
interface CSSResult {
  readonly cssText: string;
}

/** Our styles have no expressions: their text is the one string of the template. */
export const css = ([cssText = '']: TemplateStringsArray): CSSResult => ({ cssText });

export const getCompatibleStyle = (styles: CSSResult): CSSResult => styles;

// Exported by Lit's own module, and used by nothing here.
export const CSSResult = Object;
export const adoptStyles = (): void => undefined;
export const supportsAdoptingStyleSheets = true;
export const unsafeCSS = css;
