export { highLevelSession } from './highlevel-session.js';
export type { HighLevelSession, HighLevelSessionOptions, HighLevelUser } from './highlevel-session.js';
export { requestUserContext } from './request-user-context.js';
export type { EncryptedUserContext, UserContextRequest } from './request-user-context.js';
