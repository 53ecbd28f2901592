// supabase/functions/connect/index.js
import postgres from 'postgres';
import { createPostgresStore } from 'ghl-social-connect/store/postgres';
import { createBackend } from './backend.mjs';

const env = Deno.env.toObject();
// Supabase sets this variable for every function.
const store = createPostgresStore(postgres(env.SUPABASE_DB_URL, { prepare: false }));

Deno.serve(createBackend(env, store));
