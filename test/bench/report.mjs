import { format, resolveConfig } from 'prettier';

const MARKED = /(<!-- begin: size-and-speed -->\n)[^]*?(<!-- end: size-and-speed -->)/;
const OWN = 'ghl-social-connect';
const BAR_HEIGHT = 18;
const ROW_HEIGHT = 26;
const LABEL_WIDTH = 210;
const BARS_WIDTH = 330;

const bytes = (value) => value.toLocaleString('en-US').replaceAll(',', ' ');

const sum = (files) => Object.values(files).reduce((total, { brotli }) => total + brotli, 0);

/** Sizes in bytes (brotli): what a page loads first, and what it has loaded in the end. */
function listSizes({ size }) {
  const { load, parts } = size.cdn;
  const attempt = Object.entries(parts).filter(([name]) => name.includes('.attempt.'));
  const peers = Object.entries(size.peers).map(([name, { brotli }]) => [name, brotli]);
  return [
    [OWN, sum(load)],
    [`${OWN}, connecting`, sum(load) + sum(Object.fromEntries(attempt))],
    [`${OWN}, everything`, sum(load) + sum(parts)],
    ...peers,
  ].sort(([, a], [, b]) => a - b);
}

/** Draws one bar per row (name and value), this package's in colour. It is legible in light and dark mode. */
function createChart(title, rows, unit) {
  const longest = Math.max(...rows.map(([, value]) => value));
  const height = rows.length * ROW_HEIGHT + 34;
  const bars = rows.map(([name, value], index) => {
    const y = index * ROW_HEIGHT + 30;
    const width = Math.max(1, Math.round((value / longest) * BARS_WIDTH));
    const middle = y + BAR_HEIGHT / 2 + 4;
    return `<text x="${LABEL_WIDTH - 8}" y="${middle}" text-anchor="end">${name}</text>
<rect x="${LABEL_WIDTH}" y="${y}" width="${width}" height="${BAR_HEIGHT}" rx="3" fill="${name.startsWith(OWN) ? '#2563eb' : '#94a3b8'}"/>
<text x="${LABEL_WIDTH + width + 6}" y="${middle}">${bytes(value)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 ${height}" width="620" height="${height}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="12" fill="#64748b">
<text x="8" y="16" font-weight="600">${title}, ${unit}</text>
${bars.join('\n')}
</svg>
`;
}

/** Returns the charts as SVG, by file name. */
export function createCharts(results) {
  const charts = {};
  if (results.size) charts['size.svg'] = createChart('What a page loads', listSizes(results), 'bytes (brotli)');
  if (results.evaluation) {
    const rows = Object.entries(results.evaluation.times['4x']).sort(([, a], [, b]) => a - b);
    charts['evaluation.svg'] = createChart('Parse, compile and run, on a main thread four times slower', rows, 'ms');
  }
  return charts;
}

function createSizeTable({ size }) {
  const { load, parts, single } = size.cdn;
  const row = (name, { raw, gzip, brotli }) => `| ${name} | ${bytes(raw)} | ${bytes(gzip)} | ${bytes(brotli)} |`;
  const rows = [
    ...Object.entries(load).map(([name, sizes]) => row(`\`${name}\`, at load`, sizes)),
    ...Object.entries(parts).map(([name, sizes]) => row(`\`${name}\`, on demand`, sizes)),
    ...Object.entries(single).map(([name, sizes]) => row(`\`${name}\`, everything`, sizes)),
    ...Object.entries(size.peers).map(([name, sizes]) => row(/^[@a-z]/.test(name) ? `\`${name}\`` : name, sizes)),
  ];
  return ['| bytes, minified | raw | gzip | brotli |', '| --- | ---: | ---: | ---: |', ...rows].join('\n');
}

function createGoalTable({ size, evaluation, creation, messages, click, list, leak, proxy, stores }) {
  const rows = [];
  const add = (figure, value, goal = '–', isMet = undefined) => {
    const result = isMet === undefined ? '–' : isMet ? 'met' : 'missed';
    rows.push(`| ${figure} | ${value} | ${goal} | ${result} |`);
  };
  const addAtMost = (figure, ratio, goal) => add(figure, `${ratio} ×`, `at most ${goal} ×`, ratio <= goal);
  const addBytes = (figure, value, goal) => add(figure, bytes(value), `at most ${bytes(goal)}`, value <= goal);
  addBytes('bytes of the CDN module at load, brotli', sum(size.cdn.load), size.goals.loadBrotli);
  addBytes('bytes of own code at load from npm, brotli', size.npmOwnCodeBrotli.atLoad, size.goals.ownCodeAtLoadBrotli);
  if (evaluation) {
    const { ratios, goals } = evaluation;
    addAtMost('parse, compile and run, against a bare Lit button', ratios.toBareLit, goals.toBareLit);
    addAtMost('the same, against `@auth0/auth0-spa-js`', ratios.toAuth0, goals.toAuth0);
  }
  if (creation) {
    const { ratios, goals } = creation;
    addAtMost('1 000 idle elements, CPU, against bare Lit buttons', ratios.cpuOf1000, goals.cpuOf1000);
    addAtMost('1 000 idle elements, heap, against bare Lit buttons', ratios.heapOf1000, goals.heapOf1000);
  }
  if (messages) {
    const { listeners, ratios, goals } = messages;
    const idle = listeners['1 000 idle elements'];
    add('`message` listeners of 1 000 idle elements', idle, '0', idle === 0);
    addAtMost(
      'a foreign message while one of 1 000 connects, against one comparison by hand',
      ratios.thousandElements,
      goals.thousandElements,
    );
  }
  if (click) {
    const task = click.sameTask ? 'same task' : 'later task';
    add('from the click to `window.open`', `${click.median} ms, ${task}`, 'same task', click.sameTask);
  }
  if (list) {
    const { accounts, typing, ratios, goals } = list;
    addAtMost(
      `a list of ${accounts} accounts until it is painted, against 1 000 items written by hand`,
      ratios.firstRows,
      goals.firstRows,
    );
    add(
      `a key in its search until the result is painted, at a ${typing.slowdown} × slower processor`,
      `${typing.key} ms`,
    );
    add('the longest task meanwhile', `${typing.longestTask} ms`);
  }
  if (leak) {
    const { listeners, timers, nodes } = leak.left;
    add(
      `left of ${bytes(leak.attempts)} attempts: listeners, timers, nodes`,
      `${listeners}, ${timers}, ${nodes}`,
      '0, 0, 0',
      listeners <= 0 && timers <= 0 && nodes <= 0,
    );
  }
  /** A ratio of requests per second decides; that of CPU time for a request stands beside it. */
  const addLoad = (figure, { requests, cpu }, goal) => {
    const value = `${requests} ×; CPU ${cpu} ×`;
    if (goal === undefined) add(figure, value);
    else add(figure, value, `at least ${goal} ×`, requests >= goal && cpu >= goal);
  };
  if (proxy) {
    const { proxy: own, forwarder } = proxy.megabytes.peak;
    addLoad('the proxy, against a bare forwarder', proxy.prompt.ratio, proxy.goal);
    addLoad('the same, with an upstream that takes 100 ms', proxy.slow.ratio, proxy.goal);
    addLoad('the same, with an upstream that fails', proxy.failing.ratio);
    add(`memory of its process at most, under that load; the forwarder's: ${forwarder} MB`, `${own} MB`);
  }
  if (stores) {
    const { ratios, goals } = stores;
    addLoad('the proxy with rate limits in Redis, against limits in memory', ratios.redisToMemory, goals.redisToMemory);
    addLoad('the same on one Redis, of two processes against one', ratios.twoProcessesToOne);
    addLoad('the same, of four processes against one', ratios.fourProcessesToOne);
    addLoad('the proxy, against a careful Express route with the SDK', ratios.toCarefulExpress, goals.toExpress);
    addLoad('the proxy, against a careful Hono route', ratios.toCarefulHono, goals.toHono);
    addLoad('the proxy, against a short Express route with the SDK', ratios.toShortExpress, goals.toExpress);
    addLoad('the proxy, against a short Hono route', ratios.toShortHono, goals.toHono);
  }
  return ['| figure | measured | goal | result |', '| --- | ---: | ---: | ---: |', ...rows].join('\n');
}

/** Writes the section of the documents about size and speed, from measured figures only. */
export function createSection(results) {
  return `${createSizeTable(results)}

${createGoalTable(results)}

Sizes are exact; times were taken side by side in ${results.evaluation?.chromium ?? 'Chromium'} and are ratios, which last longer than
milliseconds. \`npm run bench\` repeats all of it.`;
}

/** Resolves with the Markdown `text`, with the section in its place. */
export async function fillSection(text, section, filepath) {
  const filled = text.replace(MARKED, (_whole, begin, end) => `${begin}\n${section}\n\n${end}`);
  return format(filled, { ...(await resolveConfig(filepath)), filepath });
}
