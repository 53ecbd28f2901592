/** Plays HighLevel's page around the app at `app`: answers each request for the user context with `payload`. */
const query = new URLSearchParams(location.search);
const frame = document.createElement('iframe');
frame.style.cssText = 'position: fixed; inset: 0; width: 500px; height: 300px; border: 0';
addEventListener('message', ({ source, data }: MessageEvent<{ message?: string }>) => {
  if (source !== frame.contentWindow || data.message !== 'REQUEST_USER_DATA') return;
  const message = { message: 'REQUEST_USER_DATA_RESPONSE', payload: query.get('payload') };
  frame.contentWindow!.postMessage(message, '*');
});
frame.src = query.get('app')!;
document.body.append(frame);
