export type Server = 'redis' | 'postgres';
export declare const SERVERS: readonly Server[];
export declare function findServer(server: Server): string | undefined;
