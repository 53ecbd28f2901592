import 'ghl-social-connect';
import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { hear, VALUES } from '../data.js';

const LISTENERS = {
  onlowercaseevent: () => hear('lowercaseevent'),
  'onconnect-failed': () => hear('connect-failed'),
  oncamelEvent: () => hear('camelEvent'),
  onCAPSevent: () => hear('CAPSevent'),
  onPascalEvent: () => hear('PascalEvent'),
};

function App() {
  const [index, setIndex] = useState(0);
  const [isShown, setShown] = useState(false);
  const imperative = useRef<HTMLElement>(null);
  useEffect(() => {
    const listen = () => hear('imperative');
    const element = imperative.current;
    element?.addEventListener('connect-failed', listen);
    return () => element?.removeEventListener('connect-failed', listen);
  }, []);
  return (
    <>
      <ghl-social-connect id="plain" platform="facebook"></ghl-social-connect>
      <ghl-social-connect id="slotted" platform="facebook">
        <b>Join us</b>
      </ghl-social-connect>
      <button id="toggle" onClick={() => setShown(!isShown)} />
      {isShown && <ghl-social-connect id="toggled" platform="facebook"></ghl-social-connect>}
      <button id="change" onClick={() => setIndex(1)} />
      <ghl-social-connect id="data" {...VALUES[index]}></ghl-social-connect>
      <ghl-social-connect id="events" ref={imperative} {...LISTENERS}></ghl-social-connect>
    </>
  );
}

createRoot(document.getElementById('app') as HTMLElement).render(<App />);
