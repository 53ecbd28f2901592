export type { HighLevelUser } from './exchange.js';
export { highLevelSession } from './highlevel-session.js';
export type { HighLevelSession, HighLevelSessionOptions } from './highlevel-session.js';
export { requestUserContext } from './request-user-context.js';
export type { EncryptedUserContext, UserContextRequest } from './request-user-context.js';
