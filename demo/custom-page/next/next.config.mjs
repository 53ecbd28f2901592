// next.config.mjs
import { createFramePolicy } from './backend.mjs';

export default {
  headers: async () => [
    { source: '/', headers: [{ key: 'Content-Security-Policy', value: createFramePolicy(process.env) }] },
  ],
};
