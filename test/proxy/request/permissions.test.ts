import { describe, expect, it } from 'vitest';
import { createSessionToken, sessionAuthorize, verifySessionToken, type Permission } from '../../../src/proxy/index.js';
import {
  attachRequest,
  createFixture,
  createRequest,
  DETAILS,
  KEY,
  LIST,
  readError,
  SESSION,
  startRequest,
} from '../fixture.js';

const PERMISSIONS: readonly Permission[] = ['connect', 'attach', 'list', 'disconnect'];

/** Each route, a request of it, and the permission that it needs. */
const ROUTES: readonly [string, () => Request, Permission][] = [
  ['start', () => startRequest(), 'connect'],
  ['details', () => createRequest(DETAILS), 'connect'],
  ['attach', () => attachRequest(), 'attach'],
  ['list', () => createRequest(LIST), 'list'],
  ['disconnect', () => createRequest(`${LIST}/1`, { method: 'DELETE' }), 'disconnect'],
];
const MATRIX = ROUTES.flatMap(([route, create, needed]) =>
  PERMISSIONS.map((permission) => [permission, route, create, needed] as const),
);

describe('a session with one permission', () => {
  it.each(MATRIX)('%s may use %s if that needs it, and not otherwise', async (permission, _route, create, needed) => {
    const token = await createSessionToken({ ...SESSION, can: [permission] }, { key: KEY });
    for (const options of [
      { authorize: () => ({ ...SESSION, can: [permission] }) },
      { authorize: sessionAuthorize({ key: KEY }) },
    ]) {
      const { handle, calls, log } = createFixture(options);
      const request = create();
      request.headers.set('Authorization', `Bearer ${token}`);
      const response = await handle(request);
      if (permission === needed) {
        expect(response.ok).toBe(true);
        expect(calls).toHaveLength(1);
      } else {
        expect([response.status, await readError(response)]).toEqual([
          403,
          { code: 'forbidden', message: `The session lacks the permission \`${needed}\`.` },
        ]);
        expect(calls).toEqual([]);
        expect(log[0]?.reason).toBe(`The session lacks the permission \`${needed}\`.`);
      }
    }
  });
});

describe('a session without `can`', () => {
  it.each(ROUTES)('may do everything but disconnect: %s', async (_route, create, needed) => {
    const { handle, calls } = createFixture({ authorize: () => SESSION });
    expect((await handle(create())).ok).toBe(needed !== 'disconnect');
    expect(calls).toHaveLength(needed === 'disconnect' ? 0 : 1);
  });
});

describe('a session that may do nothing', () => {
  it.each(ROUTES)('is refused: %s', async (_route, create) => {
    const { handle, calls } = createFixture({ authorize: () => ({ ...SESSION, can: [] }) });
    expect((await handle(create())).status).toBe(403);
    expect(calls).toEqual([]);
  });
});

describe('the list', () => {
  it.each<[readonly Permission[] | undefined, readonly Permission[]]>([
    [undefined, ['connect', 'attach', 'list']],
    [
      ['disconnect', 'list', 'list'],
      ['list', 'disconnect'],
    ],
    [PERMISSIONS, PERMISSIONS],
  ])('tells a session with %j what it may do', async (can, told) => {
    const { handle } = createFixture({ authorize: () => ({ ...SESSION, ...(can && { can }) }) });
    expect(await (await handle(createRequest(LIST))).json()).toEqual({
      success: true,
      results: { accounts: [], can: told },
    });
  });
});

describe('`can`', () => {
  it('survives a session token', async () => {
    const session = { ...SESSION, can: ['list', 'disconnect'] as const };
    expect(await verifySessionToken(await createSessionToken(session, { key: KEY }), { key: KEY })).toEqual(session);
  });

  it.each([null, 'list', ['read'], [''], [null], {}, ['list', 'constructor']])('cannot be %j', async (can) => {
    const session = { ...SESSION, can: can as never };
    await expect(createSessionToken(session, { key: KEY })).rejects.toMatchObject({ code: 'invalid_config' });
    const { handle, calls } = createFixture({ authorize: () => session });
    expect((await handle(createRequest(LIST))).status).toBe(500);
    expect(calls).toEqual([]);
  });
});
