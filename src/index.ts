import { defineSocialConnect } from './element/define.js';

export * from './element/index.js';
export * from './connect/index.js';

defineSocialConnect();
