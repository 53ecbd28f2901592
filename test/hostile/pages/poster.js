// Posts a message that connects to whoever opened or framed this page, as often as it is told, or once and closes in the
// same task.
const target = opener ?? parent;
const good = { page: 'social_media_posting', platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b' };
addEventListener('message', ({ data }) => {
  if (data?.order === 'post and close') {
    target.postMessage({ ...good, ...data.changes }, '*');
    close();
  }
  if (data?.order !== 'post') return;
  for (let count = 0; count < (data.times ?? 1); count += 1) target.postMessage({ ...good, ...data.changes }, '*');
  target.postMessage({ posted: true }, '*');
});
target.postMessage({ ready: true }, '*');
