/** What the benchmarks have measured, by benchmark. */
export type Results = Readonly<Record<string, unknown>>;

/** File name to SVG. */
export function createCharts(results: Results): Record<string, string>;

/** What the documents say about size and speed: nothing that was not measured. */
export function createSection(results: Results): string;

/** The text of a Markdown file with the section in its place. */
export function fillSection(text: string, section: string, filepath: string): Promise<string>;
