import { ProxyError } from '../errors.js';
import { createHighLevelClient } from '../highlevel/highlevel-client.js';
import { createLeakCheck } from '../highlevel/leak-check.js';
import type { Limiter } from '../limits/limiter.js';
import type { ProxySettings } from '../settings.js';
import { createConfirm } from '../receipts/confirm.js';
import type { RequestTrace } from '../request/trace.js';
import { createJsonResponse } from '../responses.js';
import { attachAccount, disconnectAccount, getDetails, listAccounts } from './accounts.js';
import type { Route } from './match-route.js';
import type { OperationContext, OperationResult } from './operation.js';
import { startSignIn } from './start.js';

/** Runs an authorised request, and creates its response. */
export type OperationHandler = (
  route: Route,
  context: Omit<OperationContext, 'highLevel' | 'settings'> & { readonly limiter: Limiter },
  trace: RequestTrace,
) => Promise<Response>;

function runOperation(route: Route, context: OperationContext): Promise<OperationResult> {
  switch (route.name) {
    case 'start':
      return startSignIn(route, context);
    case 'details':
      return getDetails(route, context);
    case 'attach':
      return attachAccount(route, context);
    case 'list':
      return listAccounts(route, context);
    case 'disconnect':
      return disconnectAccount(route, context);
  }
}

/** Creates what runs the operations of a proxy. */
export function createOperationHandler(settings: ProxySettings): OperationHandler {
  const containsToken = createLeakCheck();
  const createClient = createHighLevelClient(settings, containsToken);
  const confirm = createConfirm(settings.createReceipt, settings.hooks);

  return async (route, { limiter, ...context }, trace) => {
    const usedTokens: string[] = [];
    const { session, deadline } = context;
    const highLevel = createClient({ session, deadline, usedTokens, limiter });
    const { status, body, fact, changedAt } = await runOperation(route, { ...context, settings, highLevel });
    if (fact) trace.fact = fact;
    const reportFailure = (cause: unknown) => trace.failures.push(cause);
    const receipt = fact && (await confirm({ fact, changedAt, deadline, reportFailure }));
    const json = JSON.stringify(receipt === undefined ? body : { ...body, receipt });
    // What is finished is searched once more: the parsers of URLs and texts may have put together what was apart.
    if (containsToken([json], usedTokens)) {
      throw new ProxyError(502, 'invalid_response', "HighLevel's response cannot be passed on.", {
        reason: 'the response contains the HighLevel token',
      });
    }
    return createJsonResponse(status, json, trace.headers);
  };
}
