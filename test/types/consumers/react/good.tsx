import { SocialConnect } from 'ghl-social-connect/react';
import { SocialAccounts } from 'ghl-social-connect/react/accounts';
import { useRef } from 'react';

export function Tag() {
  return (
    <ghl-social-connect
      platform="facebook"
      location-id="location"
      userId="user"
      fetch-details={true}
      timeout={60_000}
      labels={{ connect: 'Link {platform}' }}
      onaccount-connected={({ detail }) => detail.accountId?.toUpperCase()}
      onClick={(event) => event.currentTarget.cancel()}
      className="wide"
      key="tag"
    >
      Connect
    </ghl-social-connect>
  );
}

export function Component() {
  const element = useRef<HTMLElementTagNameMap['ghl-social-connect']>(null);
  return (
    <SocialConnect
      ref={element}
      platform="facebook"
      allowedOrigins={['https://gateway.example']}
      getStartUrl={async ({ platform }) => `https://gateway.example/${platform}`}
      onAccountConnected={({ detail }) => detail.reconnectAccounts.join()}
      onClick={() => element.current?.cancel()}
      className="wide"
    >
      Connect
    </SocialConnect>
  );
}

export function ListTag() {
  return (
    <ghl-social-accounts
      proxy-url="/highlevel"
      show="problems"
      expiringWithin={14}
      refresh-every={60}
      labels={{ connect: 'Link {platform}' }}
      onaccounts-change={({ detail }) => detail.actionRequired.toFixed()}
      onaccount-connected={({ detail }) => detail.accountId?.toUpperCase()}
      onClick={(event) => void event.currentTarget.refresh()}
      className="wide"
      key="list"
    />
  );
}

export function List() {
  const list = useRef<HTMLElementTagNameMap['ghl-social-accounts']>(null);
  return (
    <SocialAccounts
      ref={list}
      proxyUrl="/highlevel"
      platforms={['facebook', 'linkedin']}
      onAccountExpired={({ detail }) => detail.account.name.toUpperCase()}
      onBeforeDisconnect={(event) => event.waitUntil(Promise.resolve('3 scheduled posts'))}
      onAccountAttached={({ detail }) => detail.receipt?.length}
      onClick={() => void list.current?.refresh()}
      className="wide"
    />
  );
}
