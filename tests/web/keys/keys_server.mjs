// SPDX-License-Identifier: Apache-2.0
// A server for the page of keys: the page from its templates and words, what npm built, and all else from
// the program behind it. The registrar's desk is played: it takes requests, or is not there.
import { readFileSync, readdirSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { join } from 'node:path';

const DESK = '/api/v1/desk/registrations';
const TYPES = { '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml' };
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

// Templates without a value of their own: words, sections that are named in `shown`, and fields.
function render(source, words, fields, shown = {}) {
  const withSections = source.replace(/\{\{#(\w+)\}\}([^]*?)\{\{\/\1\}\}/g, (_, name, inner) =>
    (shown[name] ?? []).map((values) => render(inner, words, { ...fields, ...values })).join(''));
  return withSections
    .replace(/\[\[([\w.-]+)\]\]/g, (_, key) => escaped(words[key] ?? `?${key}?`))
    .replace(/\{\{(\w+):none\}\}/g, (_, name) => fields[name] ?? '')
    .replace(/\{\{(\w+)\}\}/g, (_, name) => escaped(fields[name] ?? ''));
}

export class KeysServer {
  requests = []; // that the desk has taken
  hasDesk = true;
  isSilent = false; // the ledger behind
  #server = createServer((request, response) => this.#answer(request, response));

  // `web`: server/web; `assets`: where tools/build.mjs has written; `ledger`: the program's address.
  constructor(web, assets, ledger) {
    Object.assign(this, { web, assets, ledger });
    this.files = readdirSync(join(assets, 'assets'));
    this.policy = /kPagePolicy =\s*((?:"[^"]*"\s*)+);/.exec(readFileSync(join(web, 'frame/page.h'), 'utf8'))[1]
      .replace(/"\s*"/g, '').replaceAll('"', '').trim();
  }

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  words(language) {
    return JSON.parse(readFileSync(join(this.web, `i18n/${language}.json`), 'utf8'));
  }

  #asset(name) {
    const [stem, end] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))];
    const file = this.files.find((each) => each.startsWith(`${stem}-`) && each.endsWith(end) && each.length === name.length + 11);
    return { address: `/assets/${file}` };
  }

  #page(language) {
    const words = this.words(language);
    const template = (name) => readFileSync(join(this.web, `templates/${name}.html`), 'utf8');
    const direction = language === 'ar' ? 'rtl' : 'ltr';
    const body = render(template('my_keys'), words, {});
    const nav = ['dashboard', 'pledges', 'members', 'countries', 'compare', 'verify'].map((name) => ({ address: '#', label: words[`nav.${name}`] }));
    return render(template('page'), words, { language, direction, title: words['keys.title'], own_name: language, body, sprite: '' }, {
      style: [this.#asset('pledgebook.css'), this.#asset('my.css')],
      icon: [this.#asset('icon.svg')],
      script: [this.#asset('pages.js'), this.#asset('my_keys.js')],
      nav,
    });
  }

  #answer(request, response) {
    const path = request.url.split('?')[0];
    const page = /^\/(ar|zh|en|fr|ru|es)\/my\/keys$/.exec(path);
    if (page) return this.#send(response, 200, 'text/html; charset=utf-8', this.#page(page[1]));
    if (path.startsWith('/assets/')) {
      const type = TYPES[path.slice(path.lastIndexOf('.'))];
      return this.#send(response, 200, `${type}; charset=utf-8`, readFileSync(join(this.assets, path)));
    }
    if (path === DESK) return this.#desk(request, response);
    if (this.isSilent) return response.destroy();
    return this.#pass(request, response);
  }

  #send(response, status, type, body) {
    response.writeHead(status, { 'Content-Type': type, 'Content-Security-Policy': this.policy });
    response.end(body);
  }

  async #desk(request, response) {
    const parts = [];
    for await (const part of request) parts.push(part);
    if (!this.hasDesk) return this.#send(response, 404, 'application/problem+json', '{"detail":"there is no such route"}');
    this.requests.push(Buffer.concat(parts).toString('utf8'));
    return this.#send(response, 201, 'application/json', '{}');
  }

  #pass(request, response) {
    const { url, method, headers } = request;
    const onward = ask(this.ledger + url, { method, headers: { ...headers, host: new URL(this.ledger).host } }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }
}
