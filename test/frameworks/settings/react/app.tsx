import { SocialConnect } from 'ghl-social-connect/react';
import { useState } from 'react';
import { GIVEN } from '../data.js';

export function App() {
  const [index, setIndex] = useState(0);
  return (
    <>
      <button id="change" onClick={() => setIndex(1)} />
      <SocialConnect platform="facebook" fetchDetails={false} noAvatars={undefined} {...GIVEN[index]} />
    </>
  );
}
