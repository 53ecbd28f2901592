import type { JsonSchema } from './openapi-schemas.js';

type Schemas = Readonly<Record<string, JsonSchema>>;

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return value === null ? 'null' : typeof value;
}

function checkObject(value: Record<string, unknown>, schema: JsonSchema, schemas: Schemas, path: string): string[] {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const missing = required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${path}.${name} is missing`);
  const entries = Object.entries(value);
  const unknown = additionalProperties ? [] : entries.filter(([name]) => !Object.hasOwn(properties, name));
  const nested = entries.flatMap(([name, entry]) => {
    const property = properties[name];
    return property ? findViolations(entry, property, schemas, `${path}.${name}`) : [];
  });
  return [...missing, ...unknown.map(([name]) => `${path}.${name} is not described`), ...nested];
}

function checkString(value: string, { pattern, format, minLength = 0 }: JsonSchema, path: string): string[] {
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return [`${path} does not match ${pattern}`];
  if (format === 'date-time' && new Date(value).toISOString() !== value) return [`${path} is not a time`];
  return value.length < minLength ? [`${path} is too short`] : [];
}

/** Says where `value` leaves the schema; understands what the simulator's description uses, and throws on the rest. */
export function findViolations(value: unknown, schema: JsonSchema, schemas: Schemas, path = '$'): string[] {
  if (schema.$ref !== undefined) {
    const target = schemas[schema.$ref.replace('#/components/schemas/', '')];
    if (!target) throw new Error(`${schema.$ref} leads nowhere`);
    return findViolations(value, target, schemas, path);
  }
  if (schema.anyOf) {
    const tries = schema.anyOf.map((option) => findViolations(value, option, schemas, path));
    return tries.some((violations) => violations.length === 0) ? [] : tries.flat();
  }
  if (schema.type !== undefined && typeOf(value) !== schema.type) return [`${path} is not ${schema.type}`];
  if (schema.enum && !schema.enum.some((word) => word === value)) return [`${path} is not a listed value`];
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) => findViolations(entry, schema.items ?? {}, schemas, `${path}[${index}]`));
  }
  if (typeof value === 'string') return checkString(value, schema, path);
  if (typeof value === 'object' && value !== null) {
    return checkObject(value as Record<string, unknown>, schema, schemas, path);
  }
  return [];
}
