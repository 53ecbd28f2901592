import { SocialConnectError } from '../../errors.js';
import type { Context } from '../context.js';
import { readParameters, respondToControl } from '../pages/control.js';
import { createFailure, createJsonResponse } from '../responses.js';
import type { Installer } from './registry.js';

/** Returns the public key of the webhooks. */
export async function handleWebhookKey({ apps }: Context): Promise<Response> {
  return createJsonResponse(200, { publicKey: await apps.webhooks.publicKey() });
}

/** Removes the app from `locationId`, or from a company (`companyId`, or the simulated one). */
export async function handleUninstall(context: Context): Promise<Response> {
  const parameters = await readParameters(context);
  const read = (name: string) => parameters.get(name) ?? undefined;
  const installer: Partial<Installer> = { locationId: read('locationId') };
  const companyId = read('companyId');
  try {
    await context.apps.controls.uninstall(companyId === undefined ? installer : { ...installer, companyId });
  } catch (error) {
    if (error instanceof SocialConnectError) return createFailure(422, error.message);
    throw error;
  }
  return respondToControl(context, '/', { uninstalled: true });
}
