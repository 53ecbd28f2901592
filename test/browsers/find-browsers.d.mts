export declare const ENGINES: readonly ['chromium', 'firefox', 'webkit'];
export declare const CHROMIUM_ARGS: string[];
export declare const PATIENCE_MS: number;
export declare function findBrowser(engine: string): string | undefined;
export declare function findMiniBrowser(): string | undefined;
