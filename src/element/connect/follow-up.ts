import type { TemplateResult } from 'lit';
import { loadPart } from '../../connect/load-part.js';
import type { AccountDetails } from '../../connect/accounts/accounts-client.js';
import type { Connection } from '../../connect/outcome.js';
import { toSocialConnectError } from '../../errors.js';
import { isAttachable } from '../../protocol/platforms.js';
import { AccountDetailsFailedEvent } from '../events.js';
import type { TextSource } from '../i18n/label-keys.js';
import type { AccountFlow } from '../picker/account-flow.js';
import type { PickerState } from '../picker/picker-state.js';
import type { ConnectAccess, ConnectView } from './connect-view.js';
import type { ElementOptions } from './element-config.js';
import type { ConnectState } from './state.js';

/** Loads the code of what follows a connection. */
export const loadFlow = () => loadPart('accounts', () => import('../picker/account-flow.js'));

/** Loads and runs what follows a connection: the details of the login, and choosing accounts. */
export class FollowUp {
  readonly #view: ConnectView;
  readonly #access: ConnectAccess;
  #flow: AccountFlow | undefined;

  constructor(view: ConnectView, access: ConnectAccess) {
    this.#view = view;
    this.#access = access;
  }

  /** Ends what is running. The connection stays. */
  abort(): void {
    this.#flow?.abort();
  }

  renderPicker(picker: PickerState, text: TextSource): TemplateResult | undefined {
    return this.#flow?.renderPicker(picker, text);
  }

  /**
   * Loads the details of the connected login again, and lets the person choose. Never rejects.
   *
   * @returns `undefined` without such a login, while something is running, or if loading failed or was cancelled.
   */
  async reload(): Promise<AccountDetails | undefined> {
    const { getState, getConnected } = this.#access;
    const { status } = getState();
    const connection = getConnected()?.connection;
    if (connection?.accountId === undefined || status === 'connecting' || status === 'attaching') return undefined;
    return this.run(connection, this.#view.readOptions());
  }

  /** Never rejects: a failure, also of loading the code, is shown and dispatched. */
  async run(connection: Connection, options: ElementOptions): Promise<AccountDetails | undefined> {
    const { getState, getConnected, setState, dispatch } = this.#access;
    this.abort();
    const isUnattached = options.attach !== 'none' && isAttachable(connection.platform);
    const known = getConnected();
    const loading: ConnectState = {
      connection,
      // What remains if loading is cancelled: what there is already, or the choice.
      ...(known?.details && known.connection === connection
        ? known
        : { isUnattached, choice: { isUnchosen: isUnattached } }),
      status: 'loading-details',
    };
    setState(loading);
    try {
      const { AccountFlow } = await loadFlow();
      if (getState() !== loading) return undefined;
      this.#flow = new AccountFlow(connection, options, { ...this.#access, ...this.#view });
      return await this.#flow.loadDetails();
    } catch (cause) {
      if (getState() !== loading) return undefined;
      const error = toSocialConnectError(cause);
      setState({ ...loading, status: 'connected', detailsError: error });
      const { platform, accountId = '' } = connection;
      dispatch(new AccountDetailsFailedEvent({ platform, accountId, error }));
      return undefined;
    }
  }
}
