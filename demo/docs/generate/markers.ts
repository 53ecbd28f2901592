const MARKED = /(<!-- begin: ([\w-]+) -->\n)[^]*?(<!-- end: \2 -->)/g;

/**
 * Puts each section between its markers, `<!-- begin: name -->` and `<!-- end: name -->`. Markers of a name that is not
 * given are left alone: somebody else fills them.
 */
export function fillMarkers(text: string, sections: Readonly<Record<string, string>>): string {
  return text.replace(MARKED, (whole, begin: string, name: string, end: string) =>
    Object.hasOwn(sections, name) ? `${begin}\n${sections[name] ?? ''}\n\n${end}` : whole,
  );
}
