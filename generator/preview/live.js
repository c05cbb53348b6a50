// Keeps an open page of the preview up to date, and shows complaints above it.
//
// The server is told which page lies open and what digest its bytes had, and
// says when they differ. Then the page is fetched, and only nodes that differ are
// changed: a text has no flash, a picture stays until the next is there, and the
// page does not scroll, unless what was edited is out of sight.
(() => {
  'use strict';
  const me = document.currentScript;
  let seen = me.dataset.seen;
  const run = me.dataset.run;
  const served = new Set(document.body ? document.body.children : []);
  const hadStatus = seen.slice(0, 3);
  const address = location.href; // the viewer shows another for a while
  const extra = new CSSStyleSheet();
  let styled = false;

  // ---- the connection

  let source = null;
  let retry = 0;
  function connect() {
    clearTimeout(retry);
    if (source || document.visibilityState === 'hidden') return;
    const query = new URLSearchParams({page: decodeURIComponent(new URL(address).pathname), seen});
    source = new EventSource('/_desk/-/events?' + query);
    source.addEventListener('run', (e) => {
      if (e.data !== run) restarted();
    });
    source.addEventListener('page', (e) => {
      if (e.data !== seen) refresh();
    });
    source.addEventListener('panel', (e) => show(JSON.parse(e.data)));
    source.addEventListener('error', () => {
      // A new connection names the digest that the page has by now.
      disconnect();
      retry = setTimeout(connect, 300);
    });
  }
  function disconnect() {
    if (source) source.close();
    source = null;
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') disconnect();
    else connect();
  });
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);

  // A desk from before a restart has a token that is good no more.
  function restarted() {
    if (!document.querySelector('meta[name=desk-token]')) return;
    const typing = [...document.querySelectorAll('textarea')].some((t) => t.value !== t.defaultValue);
    if (!typing) location.reload();
  }

  // ---- the page

  let busy = false;
  let again = false;
  async function refresh() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      do {
        again = false;
        const res = await fetch(address, {cache: 'no-store'});
        const text = await res.text();
        if (!res.ok || hadStatus !== '200' || res.redirected) return location.reload();
        take(new DOMParser().parseFromString(text, 'text/html'));
      } while (again);
    } catch {
      disconnect();
      retry = setTimeout(connect, 300);
    } finally {
      busy = false;
    }
  }

  function take(next) {
    const script = next.querySelector('script[data-run][data-seen]');
    if (!script || !sameFrame(next)) return location.reload();
    seen = script.dataset.seen;
    edited.length = 0;
    head(next);
    body(next);
    reveal();
    document.dispatchEvent(new CustomEvent('photodesk:changed'));
  }

  // Other scripts, another language or another policy make another page.
  function sameFrame(next) {
    const frame = (d) => [
      d.documentElement.lang, d.documentElement.dir,
      ...[...d.querySelectorAll('script')].map((s) => s.getAttribute('src')),
    ].join('\n');
    return frame(document) === frame(next);
  }

  function head(next) {
    if (document.title !== next.title) document.title = next.title;
    // The policy of the page allows the style that it came with, by its hash; what
    // is added to it goes through the object model.
    const css = [...next.head.querySelectorAll('style')].map((s) => s.textContent).join('\n');
    const was = [...document.head.querySelectorAll('style')].map((s) => s.textContent).join('\n');
    if (css !== was || styled) {
      extra.replaceSync(css);
      if (!styled) document.adoptedStyleSheets = [...document.adoptedStyleSheets, extra];
      styled = true;
    }
    sheets(next);
  }

  // A new stylesheet is there before the old one goes.
  function sheets(next) {
    const links = (d) => [...d.head.querySelectorAll('link[rel=stylesheet]')];
    const olds = links(document);
    const hrefs = olds.map((l) => l.getAttribute('href'));
    const news = links(next).filter((l) => !hrefs.includes(l.getAttribute('href')));
    const keep = links(next).map((l) => l.getAttribute('href'));
    const gone = olds.filter((l) => !keep.includes(l.getAttribute('href')));
    let waiting = news.length;
    const drop = () => {
      if (--waiting <= 0) gone.forEach((l) => l.remove());
    };
    if (!waiting) drop();
    for (const link of news) {
      const l = document.importNode(link, true);
      l.addEventListener('load', drop);
      l.addEventListener('error', drop);
      (olds[olds.length - 1] || document.head.lastChild).after(l);
    }
  }

  // What scripts have put beside the page's own blocks is left alone.
  function body(next) {
    attributes(document.body, next.body);
    const olds = [...document.body.children].filter((e) => served.has(e));
    const news = [...next.body.children];
    if (olds.length !== news.length || olds.some((e, i) => e.nodeName !== news[i].nodeName)) {
      const anchor = olds.length ? olds[olds.length - 1].nextSibling : document.body.firstChild;
      for (const e of olds) e.remove(), served.delete(e);
      for (const e of news) {
        const n = document.importNode(e, true);
        served.add(n);
        document.body.insertBefore(n, anchor);
      }
      return;
    }
    olds.forEach((e, i) => morph(e, news[i]));
  }

  // ---- changing what differs

  const edited = []; // figures that differ

  function morph(old, now) {
    if (old.isEqualNode(now)) return;
    if (old.nodeName === 'FIGURE') edited.push({figure: old, words: words(old) !== words(now)});
    if (old.nodeName === 'TEXTAREA') return field(old, now);
    if (old.dataset && 'liveKeep' in old.dataset) return; // what a script wrote there stays: a save's own answer would be wiped by its change
    attributes(old, now);
    children(old, now);
  }

  const words = (figure) => (figure.querySelector('figcaption') || figure).textContent;

  // What somebody is typing is not taken from them. Where the text that it was
  // begun on has changed, the field keeps that text's digest, so that saving it
  // is refused, until what was typed is given up (see desk.js).
  function field(old, now) {
    const dirty = old.value !== old.defaultValue;
    const stale = dirty && old.value !== now.defaultValue && (old.defaultValue !== now.defaultValue || old.dataset.liveSeen);
    const seen = old.dataset.seen;
    attributes(old, now);
    if (stale) {
      old.dataset.liveSeen = now.dataset.seen;
      old.dataset.seen = seen;
    } else {
      delete old.dataset.liveSeen;
    }
    old.defaultValue = now.defaultValue;
    if (!dirty) old.value = now.defaultValue;
  }

  function attributes(old, now) {
    for (const {name, value} of [...now.attributes]) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    for (const {name} of [...old.attributes]) {
      if (now.hasAttribute(name)) continue;
      if (name === 'open' || name === 'style' || name.startsWith('data-live')) continue;
      old.removeAttribute(name);
    }
  }

  // key names what a node stands for, where it says so.
  function key(n) {
    if (n.nodeType !== 1) return '';
    return n.id || n.dataset.key || '';
  }

  function children(old, now) {
    const a = [...old.childNodes];
    const b = [...now.childNodes];
    let from = 0;
    while (from < a.length && from < b.length && a[from].isEqualNode(b[from])) from++;
    let x = a.length;
    let y = b.length;
    while (x > from && y > from && a[x - 1].isEqualNode(b[y - 1])) x--, y--;
    const end = a[x] || null;
    middle(old, a.slice(from, x), b.slice(from, y), end);
  }

  function middle(parent, olds, news, end) {
    const free = new Set(olds);
    const chosen = news.map((n) => {
      const o = [...free].find((o) => key(n) ? key(o) === key(n) && o.nodeName === n.nodeName : o.isEqualNode(n));
      if (o) free.delete(o);
      return o;
    });
    news.forEach((n, i) => {
      if (chosen[i] || key(n)) return;
      const o = [...free].find((o) => o.nodeName === n.nodeName && !key(o));
      if (o) {
        free.delete(o);
        chosen[i] = o;
      }
    });
    for (const o of free) o.remove();
    let next = end;
    for (let i = news.length - 1; i >= 0; i--) {
      let o = chosen[i];
      if (!o) {
        o = document.importNode(news[i], true);
        const figure = o.nodeType === 1 && (o.matches('figure') ? o : o.querySelector('figure'));
        if (figure) edited.push({figure, words: true});
      } else if (o.nodeType === 1) {
        morph(o, news[i]);
      } else if (o.nodeValue !== news[i].nodeValue) {
        o.nodeValue = news[i].nodeValue;
      }
      if (o.nextSibling !== next || o.parentNode !== parent) parent.insertBefore(o, next);
      next = o;
    }
  }

  // reveal brings the figure that was edited into view. A picture may stand in
  // several places, as a cover too: the one whose words differ counts, else the
  // one that has an address.
  function reveal() {
    const inner = edited.filter(({figure}) => figure.isConnected && !edited.some((e) => e.figure !== figure && figure.contains(e.figure)));
    const best = inner.find((e) => e.words) || inner.find((e) => e.figure.id) || inner[0];
    if (!best) return;
    const box = best.figure.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight) best.figure.scrollIntoView({block: 'center', behavior: 'instant'});
  }

  // ---- complaints

  const look = `
    :host { all: initial; }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 50vh; overflow: auto; box-sizing: border-box;
      padding: .75rem 1.25rem 1rem; background: #2a0d0d; color: #fff; border-top: 3px solid #ff6b5e;
      font: 14px/1.5 system-ui, sans-serif; box-shadow: 0 -4px 24px #0008; }
    header { display: flex; gap: 1rem; align-items: baseline; }
    h2 { font: inherit; font-weight: 600; margin: 0; flex: 1; }
    a, button { color: #ffd9d4; font: inherit; }
    button { background: none; border: 1px solid #ff9d93; border-radius: 4px; padding: .1rem .6rem; cursor: pointer; }
    a:focus-visible, button:focus-visible { outline: 2px solid #fff; outline-offset: 2px; }
    pre { font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; margin: .6rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    [hidden] { display: none; }
    @media print { section { display: none; } }`;
  let host = null;
  let folded = false;

  function show(panel) {
    if (!panel.items.length) {
      if (host) host.remove();
      host = null;
      folded = false;
      return;
    }
    if (!host) {
      host = document.createElement('div');
      host.id = 'photodesk-panel';
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(look);
      host.attachShadow({mode: 'open'}).adoptedStyleSheets = [sheet];
      document.body.append(host);
    }
    draw(panel);
  }

  function element(name, text) {
    const e = document.createElement(name);
    if (text) e.textContent = text;
    return e;
  }

  function draw(panel) {
    const n = panel.items.length;
    const section = element('section');
    section.setAttribute('role', 'alert');
    section.lang = 'en';
    section.dir = 'ltr';
    const title = (n === 1 ? '1 error' : n + ' errors') + (panel.stale ? ': below is the last good page' : ': the site cannot be published like this');
    const header = element('header');
    const desk = element('a', 'The desk');
    desk.href = '/_desk/';
    const button = element('button', folded ? 'Show' : 'Hide');
    button.type = 'button';
    button.setAttribute('aria-expanded', String(!folded));
    const list = element('div');
    list.hidden = folded;
    for (const item of panel.items) list.append(element('pre', item.text));
    button.addEventListener('click', () => {
      folded = !folded;
      list.hidden = folded;
      button.textContent = folded ? 'Show' : 'Hide';
      button.setAttribute('aria-expanded', String(!folded));
    });
    header.append(element('h2', title), desk, button);
    section.append(header, list);
    host.shadowRoot.replaceChildren(section);
  }

  connect();
})();
