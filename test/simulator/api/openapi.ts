import { isAttachable, PLATFORM_NAMES } from '../../../src/protocol/platforms.js';
import { refTo, SCHEMAS, type JsonSchema } from './openapi-schemas.js';

/** One parameter of an operation. */
interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

/** One answer of an operation. */
export interface OpenApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

/** What one method of a path does. */
interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
  };
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
}

/** An OpenAPI 3.1 description, as far as this one goes. */
interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<'get' | 'post' | 'delete', OpenApiOperation>>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}

const text: JsonSchema = { type: 'string' };
const attachablePlatforms = PLATFORM_NAMES.filter(isAttachable);

function inPath(name: string, schema: JsonSchema = text): OpenApiParameter {
  return { name, in: 'path', required: true, schema };
}

function inQuery(name: string, required: boolean, description: string): OpenApiParameter {
  return { name, in: 'query', required, description, schema: text };
}

function versionHeader(...versions: string[]): OpenApiParameter {
  return { name: 'Version', in: 'header', required: true, schema: { type: 'string', enum: versions } };
}

function jsonAnswer(description: string, schema: string): OpenApiResponse {
  return { description, content: { 'application/json': { schema: refTo(schema) } } };
}

const FAILURES: Readonly<Record<string, OpenApiResponse>> = {
  400: jsonAnswer('The platform, the version or the scenario is not known.', 'Failure'),
  401: jsonAnswer('The token or the version is missing, or the token is not good for this.', 'Failure'),
  403: jsonAnswer('The token belongs to another location.', 'Failure'),
  404: jsonAnswer('The login or the account is not there, or the path does not exist.', 'Failure'),
  422: jsonAnswer('The query or the body lacks something; `message` lists what.', 'Failure'),
  429: jsonAnswer('Too many requests.', 'Failure'),
  500: jsonAnswer('HighLevel failed.', 'Failure'),
};

const bearer = [{ token: [] }];

function createDetailsOperation(operationId: string, parameters: readonly OpenApiParameter[]): OpenApiOperation {
  return {
    operationId,
    summary: 'What a login manages: step 2.',
    parameters: [...parameters, inQuery('search', false, 'Part of a name.')],
    security: bearer,
    responses: { 200: jsonAnswer('The accounts that can be attached.', 'Details'), ...FAILURES },
  };
}

function createAttachOperation(operationId: string, parameters: readonly OpenApiParameter[]): OpenApiOperation {
  return {
    operationId,
    summary: 'Attaches one account of a login to the location: step 3. TikTok Business has no such step.',
    parameters,
    requestBody: { required: true, content: { 'application/json': { schema: refTo('AttachBody') } } },
    security: bearer,
    responses: { 201: jsonAnswer('The account is attached.', 'Attached'), ...FAILURES },
  };
}

function loginParameters(platforms: readonly string[], ...versions: string[]): OpenApiParameter[] {
  const platform = inPath('platform', { type: 'string', enum: platforms });
  return [inPath('locationId'), platform, inPath('accountId'), versionHeader(...versions)];
}

const googleParameters = [inPath('locationId'), inPath('accountId'), versionHeader('2021-07-28')];

/**
 * The routes of HighLevel that the simulator answers, in both versions of the API, in our own words. It holds for every
 * answer but those of the scenarios `details-html` and `details-invalid`, which are broken on purpose.
 */
export const OPENAPI: OpenApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'HighLevel Social Planner, as the simulator answers it',
    version: '1',
    description: 'Versions v3 and 2021-07-28. They differ in one path: the older one has Google under `locations`.',
  },
  paths: {
    '/social-media-posting/oauth/{platform}/start': {
      get: {
        operationId: 'startOauth',
        summary: "Sends a window to the platform's consent page: step 1. Headers are checked only if a token is sent.",
        parameters: [
          inPath('platform', { type: 'string', enum: PLATFORM_NAMES }),
          inQuery('locationId', true, 'The location to connect to.'),
          inQuery('userId', true, 'The user who connects.'),
          inQuery('page', false, "HighLevel's own `page`."),
          inQuery('reconnect', false, 'The word `true` to renew an account.'),
        ],
        security: [{}, ...bearer],
        responses: {
          200: { description: 'The token lacks the scope: there is no body and no way on.' },
          302: { description: 'On to the consent page.', headers: { Location: { schema: text } } },
          ...FAILURES,
        },
      },
    },
    '/social-media-posting/oauth/{locationId}/{platform}/accounts/{accountId}': {
      get: createDetailsOperation('getOauthAccounts', loginParameters(PLATFORM_NAMES, 'v3', '2021-07-28')),
      post: createAttachOperation('attachOauthAccount', loginParameters(attachablePlatforms, 'v3', '2021-07-28')),
    },
    '/social-media-posting/oauth/{locationId}/google/locations/{accountId}': {
      get: createDetailsOperation('getGoogleLocations', googleParameters),
      post: createAttachOperation('attachGoogleLocation', googleParameters),
    },
    '/social-media-posting/{locationId}/accounts': {
      get: {
        operationId: 'listAccounts',
        summary: 'The accounts of a location, the deleted ones included.',
        parameters: [inPath('locationId'), versionHeader('v3', '2021-07-28')],
        security: bearer,
        responses: { 200: jsonAnswer('The accounts.', 'AccountList'), ...FAILURES },
      },
    },
    '/social-media-posting/{locationId}/accounts/{id}': {
      delete: {
        operationId: 'disconnectAccount',
        summary: 'Disconnects an account.',
        parameters: [
          inPath('locationId'),
          inPath('id'),
          versionHeader('v3', '2021-07-28'),
          inQuery('companyId', false, 'Accepted and not used.'),
          inQuery('userId', false, 'Accepted and not used.'),
        ],
        security: bearer,
        responses: { 200: jsonAnswer('The account is disconnected.', 'Disconnected'), ...FAILURES },
      },
    },
  },
  components: {
    schemas: SCHEMAS,
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  },
};
