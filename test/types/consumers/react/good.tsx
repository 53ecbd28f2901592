import { SocialConnect } from 'ghl-social-connect/react';
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
