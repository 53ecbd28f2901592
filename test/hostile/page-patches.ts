/** What old libraries and careless pages do to a page before our script runs, as source text of that page. */
export const PATCHES: Readonly<Record<string, string>> = {
  nothing: '',

  'enumerable methods on Object.prototype': `
    Object.prototype.extend = function extend() {};
    Object.prototype.forEach = function forEach() {};
    Object.prototype.isEmpty = false;
  `,

  "properties on Object.prototype with the names of the message's fields": `
    for (const name of ['page', 'platform', 'error', 'reason', 'reconnectAccounts', 'placement']) {
      Object.prototype[name] = 'inherited';
    }
  `,

  'Prototype.js 1.6': `
    const $A = (iterable) => {
      if (!iterable) return [];
      if (iterable.toArray) return iterable.toArray();
      const results = [];
      for (let index = 0; index < (iterable.length || 0); index += 1) results[index] = iterable[index];
      return results;
    };
    const keys = (object) => {
      const names = [];
      for (const name in object) names.push(name);
      return names;
    };
    Object.assign(Array.prototype, {
      toJSON() { return '[' + this.join(', ') + ']'; },
      toArray() { return [].concat(this); },
      entries() { return [].concat(this); },
      each(iterator) { for (let index = 0; index < this.length; index += 1) iterator(this[index], index); },
      find(iterator) { for (let index = 0; index < this.length; index += 1) if (iterator(this[index], index)) return this[index]; },
      inject(memo, iterator) { this.each((value, index) => (memo = iterator(memo, value, index))); return memo; },
      first() { return this[0]; },
      size() { return this.length; },
    });
    Object.assign(String.prototype, { toJSON() { return '"' + this + '"'; }, strip() { return this.trim(); } });
    Object.assign(Number.prototype, { toJSON() { return String(this); } });
    Object.assign(Object, { keys, values: (object) => keys(object).map((name) => object[name]) });
    Array.from = $A;
  `,

  'MooTools 1.2': `
    Array.from = (item) => (item == null ? [] : Array.isArray(item) ? item : [item]);
    Object.assign(String.prototype, { contains(text) { return this.indexOf(text) > -1; }, clean() { return this.trim(); } });
    Object.assign(Function.prototype, { delay(ms) { return setTimeout(this, ms); }, attempt() { return this(); } });
    window.Event = function Event() {};
    window.Element = function Element() {};
    window.JSON.encode = JSON.stringify;
  `,

  'a JSON.stringify that throws': `
    JSON.stringify = () => { throw new Error('Patched.'); };
  `,

  'a JSON.stringify that encodes twice': `
    const { stringify } = JSON;
    JSON.stringify = (value) => stringify(stringify(value));
  `,

  'a Promise of a library': `
    window.Promise = class LibraryPromise extends Promise {};
  `,

  'no AbortSignal.any, AbortSignal.timeout, reportError and matchMedia': `
    delete AbortSignal.any;
    delete AbortSignal.timeout;
    delete window.reportError;
    delete window.matchMedia;
  `,

  'elements with the names of properties of the document': `
    for (const name of ['hasFocus', 'visibilityState', 'baseURI', 'defaultView', 'body', 'title', 'querySelector']) {
      const image = document.createElement('img');
      image.name = name;
      document.documentElement.lastElementChild.append(image);
    }
    for (const id of ['screen', 'origin', 'location', 'opener', 'addEventListener', 'matchMedia', 'fetch']) {
      const form = document.createElement('form');
      form.id = form.name = id;
      document.documentElement.lastElementChild.append(form);
    }
  `,
};
