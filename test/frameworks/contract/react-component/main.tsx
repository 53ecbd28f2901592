import { SocialConnect } from 'ghl-social-connect/react';
import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { hear, VALUES } from '../data.js';

const LISTENERS = {
  onlowercaseevent: () => hear('lowercaseevent'),
  onConnectFailed: () => hear('connect-failed'),
  oncamelEvent: () => hear('camelEvent'),
  onCAPSevent: () => hear('CAPSevent'),
  onPascalEvent: () => hear('PascalEvent'),
};

function App() {
  const [index, setIndex] = useState(0);
  const [isShown, setShown] = useState(false);
  const imperative = useRef<HTMLElementTagNameMap['ghl-social-connect']>(null);
  useEffect(() => {
    const listen = () => hear('imperative');
    const element = imperative.current;
    element?.addEventListener('connect-failed', listen);
    return () => element?.removeEventListener('connect-failed', listen);
  }, []);
  return (
    <>
      <SocialConnect id="plain" platform="facebook"></SocialConnect>
      <SocialConnect id="slotted" platform="facebook">
        <b>Join us</b>
      </SocialConnect>
      <button id="toggle" onClick={() => setShown(!isShown)} />
      {isShown && <SocialConnect id="toggled" platform="facebook"></SocialConnect>}
      <button id="change" onClick={() => setIndex(1)} />
      <SocialConnect id="data" {...VALUES[index]}></SocialConnect>
      <SocialConnect id="events" ref={imperative} {...LISTENERS}></SocialConnect>
    </>
  );
}

createRoot(document.getElementById('app') as HTMLElement).render(<App />);
