// The search page's script. The index lies beside the page in pieces, which are
// classic scripts: a page that was opened from disk may fetch nothing else. Terms
// lead to stories, and a story's piece to its pictures. How texts are folded and cut
// into terms is what package plan does (terms.go).
(() => {
  'use strict';
  const index = window.photodeskSearch;
  const form = document.querySelector('form[role="search"]');
  if (!index || !form) return;
  const field = form.querySelector('input');
  const status = document.getElementById('_found');
  const list = document.getElementById('_results');
  const more = document.getElementById('_more');
  const years = document.getElementById('_years');
  const words = form.dataset;
  const storiesAtOnce = 10;
  const picturesOfStory = 6;

  const dense = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
  const denseRuns = new RegExp(`(${dense.source}+)`, 'u');
  const plain = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ς: 'σ' };

  const fold = (s) => s.normalize('NFKD').replace(/[\p{Mn}\p{Cf}'’‘ʼʻʿʾ`´]/gu, '').toLowerCase().replace(/[ßæœøłđðþıς]/g, (c) => plain[c]);

  // A query's parts: words, of which the beginning is enough, and runs of characters
  // of scripts without spaces.
  const parse = (query) => (fold(query).match(/[\p{L}\p{N}]+/gu) || []).flatMap((w) => w.split(denseRuns)).filter(Boolean);

  const termsOf = (part) => {
    const runes = [...part];
    if (!dense.test(part)) return runes.length > 1 ? [{ text: part, begins: true }] : [];
    if (runes.length === 1) return [{ text: part, begins: true }];
    return runes.slice(1).map((r, i) => ({ text: runes[i] + r, begins: false }));
  };

  const bucketOf = (term) => {
    const [a, b] = [...term].map((r) => r.codePointAt(0));
    return ((dense.test(term) ? a : a * 31 + b) % 128) % index.terms.length;
  };

  // Pieces, each fetched once.
  const pieces = new Map();
  const waiting = new Map();
  index.take = (name, data) => pieces.set(name, data);
  const piece = (kind, n) => {
    const name = `${kind}-${n}`;
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = `${name}-${index[kind === 'story' ? 'stories' : 'terms'][n]}.js`;
        script.onerror = () => {
          waiting.delete(name); // it is asked for again with the next search
          reject(new Error(name));
        };
        script.onload = () => (pieces.has(name) ? resolve(pieces.get(name)) : script.onerror());
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  };

  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const unpack = (text, take) => {
    let story = 0;
    let value = 0;
    let shift = 0;
    for (const c of text) {
      const d = digits.indexOf(c);
      value |= (d & 31) << shift;
      shift += 5;
      if (d < 32) {
        story += value >> 2;
        take(story, value & 3);
        value = shift = 0;
      }
    }
  };

  // The stories of a term and how well it fits: a whole word twice as well as its
  // beginning.
  const storiesOf = async ({ text, begins }) => {
    const found = new Map();
    const terms = await piece('terms', bucketOf(text));
    const add = (term, factor) => unpack(terms[term], (story, weight) => {
      found.set(story, Math.max(found.get(story) || 0, weight * factor));
    });
    if (!begins) {
      if (Object.hasOwn(terms, text)) add(text, 2);
      return found;
    }
    for (const term of Object.keys(terms)) {
      if (term.startsWith(text)) add(term, term === text ? 2 : 1);
    }
    return found;
  };

  // The numbers of the stories that have all parts, the best first, of equals the
  // newest.
  const find = async (parts) => {
    const terms = parts.flatMap(termsOf);
    if (!terms.length) return null;
    const lists = await Promise.all(terms.map(storiesOf));
    return [...lists[0].keys()]
      .filter((n) => lists.every((l) => l.has(n)))
      .map((n) => [n, lists.reduce((sum, l) => sum + l.get(n), 0)])
      .sort((a, b) => b[1] - a[1] || b[0] - a[0])
      .map(([n]) => n);
  };

  const letter = /[\p{L}\p{N}]/u;
  const has = (text, part) => {
    for (let i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + 1)) {
      const before = text[i - 1] || ' ';
      if (dense.test(part) || dense.test(before) || !letter.test(before)) return true;
    }
    return false;
  };

  // The pictures of a story that have all parts; then those with some of them, where
  // the story has the others.
  const picturesOf = (story, parts) => {
    const common = fold([story.h, story.d, ...(story.n || [])].join('\n'));
    const full = [];
    const some = [];
    let seen = common;
    for (const p of story.p || []) {
      const own = fold([p.c, ...(p.n || [])].join('\n'));
      seen += `\n${own}`;
      const missing = parts.filter((x) => !has(own, x));
      if (!missing.length) full.push(p);
      else if (missing.length < parts.length && missing.every((x) => has(common, x))) some.push(p);
    }
    return parts.every((x) => has(seen, x)) ? [...full, ...some] : null;
  };

  // A folder that was opened from disk has no server to find its index.html.
  const address = (url) => (location.protocol === 'file:' && url.endsWith('/') ? `${url}index.html` : url);

  const element = (tag, properties, ...children) => {
    const e = Object.assign(document.createElement(tag), properties);
    e.append(...children);
    return e;
  };

  const pictureItem = (p) => {
    const frame = p.i
      ? element('img', { src: p.i, alt: '', width: 240, height: 160, loading: 'lazy', decoding: 'async' })
      : element('span', { className: 'blank' }, element('span', {}, p.w || p.a));
    const caption = element('span', { className: 'caption' }, p.c || p.a);
    if (p.l) caption.lang = p.l;
    if (p.r) caption.dir = p.r;
    return element('li', {}, element('a', { href: address(p.u) }, frame, caption));
  };

  const storyItem = (story, pictures) => {
    const item = element('li', {}, element('h2', {}, element('a', { href: address(story.u) }, story.h)));
    if (story.t) item.append(element('p', { className: 'meta' }, story.t));
    if (story.d) item.append(element('p', { className: 'dek' }, story.d));
    if (pictures.length) item.append(element('ul', { className: 'hits' }, ...pictures.slice(0, picturesOfStory).map(pictureItem)));
    return item;
  };

  let run = 0; // the latest search; older ones show nothing any more

  // show adds the next stories of those that the index knows, until some are there:
  // those that have a query's pairs of characters, but not in a row, are passed over.
  const show = async (parts, numbers, from, mine) => {
    const items = [];
    let at = from;
    let left = numbers;
    while (!items.length && at < left.length) {
      const some = left.slice(at, at + storiesAtOnce);
      const stories = await Promise.all(some.map((n) => piece('story', n)));
      if (mine !== run) return;
      const found = some.flatMap((n, i) => {
        const pictures = picturesOf(stories[i], parts);
        if (!pictures) return [];
        items.push(storyItem(stories[i], pictures));
        return n;
      });
      left = [...left.slice(0, at), ...found, ...left.slice(at + some.length)];
      at += found.length;
    }
    if (from) list.append(...items);
    else list.replaceChildren(...items);
    if (from && items.length) items[0].querySelector('a').focus();
    status.textContent = left.length ? words.found.replace('{n}', left.length) : words.none;
    more.hidden = at >= left.length;
    more.onclick = () => show(parts, left, at, mine).catch(() => mine === run && failed());
  };

  let last; // what was searched for
  const failed = () => {
    status.textContent = words.failed;
    last = undefined; // so that the reader can try the same again
  };

  const search = async (query) => {
    const mine = ++run;
    const parts = parse(query);
    years.hidden = parts.length > 0;
    try {
      const numbers = await find(parts);
      if (mine !== run) return;
      if (numbers) return await show(parts, numbers, 0, mine);
      list.replaceChildren();
      status.textContent = '';
      more.hidden = true;
    } catch {
      if (mine === run) failed();
    }
  };

  // The address keeps what was searched for, so that it can be shared.
  const remember = (query) => {
    const url = query ? `?q=${encodeURIComponent(query)}` : location.pathname;
    try {
      history.replaceState(null, '', url);
    } catch { /* some browsers refuse it to a file */ }
  };

  let timer;
  const typed = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const query = field.value.trim();
      if (query === last) return;
      last = query;
      remember(query);
      search(query);
    }, wait);
  };
  field.addEventListener('input', (e) => e.isComposing || typed(200));
  field.addEventListener('compositionend', () => typed(200));
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    typed(0);
  });

  form.hidden = false;
  field.value = new URLSearchParams(location.search).get('q') || '';
  if (field.value) typed(0);
})();
