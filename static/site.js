// The script of all pages (the search page has search.js besides), classic and
// deferred: browsers load no modules from a folder on disk. Pages are whole without
// it. All words come from the page.
(() => {
  'use strict';
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const between = (low, n, high) => Math.max(low, Math.min(n, high));
  const rtl = document.documentElement.dir === 'rtl';

  // A link to a page ends in "/". A server finds the page's index.html there; a
  // folder that was opened from disk does not.
  if (location.protocol === 'file:') {
    for (const link of document.links) {
      if (link.protocol === 'file:' && link.pathname.endsWith('/')) link.pathname += 'index.html';
    }
  }

  const template = one('#_viewer');

  // ---- the pictures of an essay

  // pictures lists what the essay shows, in its order. One that stands twice counts
  // where it has its address; a withdrawn one has no link.
  function pictures() {
    return all('.story .figure[id]').flatMap((figure) => {
      const link = one('a.photo', figure);
      return link ? [{figure, link, url: link.href, veil: one('.veil', figure)}] : [];
    });
  }

  // settle makes addresses absolute: while the address bar shows a picture's page,
  // relative ones would be taken from there. The policy allows no <base>.
  function settle() {
    for (const e of all('link[rel=icon], main :is([href], [src], [srcset])')) {
      for (const name of ['href', 'src']) {
        if (e.hasAttribute(name) && e.getAttribute(name) !== e[name]) e[name] = e[name];
      }
      const was = e.getAttribute('srcset');
      const now = was && was.replace(/[^\s,]\S*(?=\s+[\d.]+[wx])/g, (url) => new URL(url, document.baseURI).href);
      if (now !== was) e.srcset = now;
    }
  }

  // standing is what is seen of a picture: its figure, or, where two are laid upon
  // each other and their figures have no boxes, the picture itself.
  function standing(stop) {
    const figure = stop.closest('.figure');
    return figure.getClientRects().length ? figure : stop;
  }

  // jump brings the next picture of the essay to the top, and the focus to it.
  function jump(by) {
    const stops = all('.story .figure').flatMap((f) => one('summary, a.photo', f) || []);
    const top = (e) => standing(e).getBoundingClientRect().top;
    let n = stops.indexOf(document.activeElement);
    if (n >= 0 && top(stops[n]) > -innerHeight / 2 && top(stops[n]) < innerHeight) n += by;
    else n = by > 0 ? stops.findIndex((e) => top(e) > 24) : stops.findLastIndex((e) => top(e) < 8);
    const stop = stops[n];
    if (!stop) return;
    standing(stop).scrollIntoView({block: 'start', behavior: 'instant'});
    stop.focus({preventScroll: true});
  }

  // ---- the viewer

  let dialog, box, stage, words, index, count; // what it is made of, once it is there
  let list = []; // the pictures that it shows
  let at = 0; // which of them
  let opener, title; // what had the focus, and what the window was called
  let gone = false; // the address has gone back already
  let next = ''; // the page to go to once it has: its entry in the browser's history follows the essay's

  function build() {
    dialog = document.importNode(one('dialog', template.content), true);
    [box, stage, words, index, count] = ['box', 'stage', 'words', 'index', 'count'].map((c) => one('.viewer-' + c, dialog));
    document.body.append(dialog);
    one('[data-do=full]', dialog).hidden = !document.fullscreenEnabled;
    dialog.addEventListener('close', closed);
    dialog.addEventListener('click', (e) => {
      const button = e.target.closest('[data-do]');
      if (button && button.ariaDisabled !== 'true') acts[button.dataset.do]();
      if (!e.target.closest('.viewer-page') || !plain(e)) return;
      e.preventDefault();
      next = list[at].url;
      dialog.close();
    });
    gestures();
    new ResizeObserver(() => dialog.open && place(1)).observe(stage);
  }

  function open(n, how) {
    settle();
    list = pictures();
    if (!list[n]) return;
    if (!dialog) build();
    title = document.title;
    thumbs();
    dialog.showModal();
    dialog.focus();
    show(n, how);
  }

  // closed leaves the page as it was, its address too, unless it was the reader's
  // going back that closed the viewer.
  function closed() {
    if (document.fullscreenElement) document.exitFullscreen();
    document.title = title;
    stage.replaceChildren();
    if (opener && opener.isConnected) opener.focus({preventScroll: true});
    if (!gone && history.state && history.state.viewer) history.back();
    else leave();
    gone = false;
  }

  function leave() {
    if (next) location.href = next;
    next = '';
  }

  // address shows the picture's own page in the address bar. A page on disk may not
  // do so; then going back closes the viewer all the same.
  function address(how, url) {
    for (const to of [url, undefined]) {
      try {
        return history[how]({viewer: url}, '', to);
      } catch {}
    }
  }

  function show(n, how) {
    at = between(0, n, list.length - 1);
    const p = list[at];
    stage.replaceChildren(hidden(p) ? veiled(p) : large(p));
    place(1);
    const position = p.figure.dataset.position || '';
    count.textContent = position;
    document.title = position + ' – ' + title;
    words.replaceChildren(...caption(p));
    one('.viewer-page', dialog).href = p.url;
    one('[data-do=prev]', dialog).ariaDisabled = String(at === 0);
    one('[data-do=next]', dialog).ariaDisabled = String(at === list.length - 1);
    all('a', index).forEach((a, i) => (a.ariaCurrent = i === at ? 'true' : null));
    browse(false);
    if (how) address(how, p.url);
    for (const q of [list[at + 1], list[at - 1]]) {
      if (q && !hidden(q)) size(large(q), 1);
    }
  }

  const turn = (by) => list[at + by] && show(at + by, 'replaceState');

  // A sensitive picture is not even fetched before the reader has asked for it,
  // here or on the page.
  const hidden = (p) => p.veil && !p.veil.open && !p.seen;

  function veiled(p) {
    const veil = document.createElement('div');
    veil.className = 'viewer-veil';
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = one('.show', p.veil).textContent;
    button.addEventListener('click', () => {
      p.seen = true;
      show(at);
      dialog.focus();
    });
    veil.append(one('.warning', p.veil).cloneNode(true), button);
    return veil;
  }

  // large is the picture of the page once more, to fill the stage.
  function large(p) {
    if (!p.large) {
      p.large = one('picture, img', p.link).cloneNode(true);
      const img = p.large.matches('img') ? p.large : one('img', p.large);
      for (const name of ['loading', 'decoding', 'fetchpriority', 'class']) img.removeAttribute(name);
      img.draggable = false;
      img.style.maxInlineSize = img.getAttribute('width') + 'px';
      img.style.maxBlockSize = img.getAttribute('height') + 'px';
    }
    return p.large;
  }

  // caption is what the page says of a picture: what stands below its row, and what
  // stands below itself, which in such a row is how it came about.
  function caption(p) {
    return [one(':scope > figcaption', p.figure.closest('.pictures')), one('figcaption', p.figure)].flatMap((found) => {
      if (!found) return [];
      const copy = found.cloneNode(true);
      for (const e of all('.number', copy)) e.remove(); // the counter says it
      for (const e of all('[id]', copy)) e.removeAttribute('id');
      return [...copy.childNodes];
    });
  }

  // thumbs copies the page's index.
  function thumbs() {
    const links = all('.story .index a');
    index.replaceChildren(...list.map((p, n) => {
      const item = document.createElement('li');
      const link = links.find((a) => a.href === p.url);
      if (link) item.append(link.cloneNode(true));
      item.addEventListener('click', (e) => {
        if (!plain(e) || !e.target.closest('a')) return;
        e.preventDefault();
        show(n, 'replaceState');
        dialog.focus();
      });
      return item;
    }));
    one('[data-do=index]', dialog).hidden = !links.length;
  }

  function browse(on) {
    box.classList.toggle('browsing', on);
    one('[data-do=index]', dialog).ariaExpanded = String(on);
    if (on) one('[aria-current]', index).focus();
  }

  const acts = {
    prev: () => turn(-1),
    next: () => turn(1),
    first: () => show(0, 'replaceState'),
    last: () => show(list.length - 1, 'replaceState'),
    close: () => dialog.close(),
    index: () => browse(!box.classList.contains('browsing')),
    text: () => {
      const button = one('[data-do=text]', dialog);
      button.ariaPressed = String(!box.classList.toggle('wordless'));
    },
    full: () => {
      const done = document.fullscreenElement ? document.exitFullscreen() : box.requestFullscreen && box.requestFullscreen();
      if (done) done.catch(() => {});
    },
    zoom: () => place(view.s > 1 ? 1 : full()),
    in: () => place(view.s * 1.5),
    out: () => place(view.s / 1.5),
    whole: () => place(1),
  };

  // ---- zoom

  let view = {s: 1, x: 0, y: 0}; // scale, and where the picture's middle lies from the stage's, in pixels

  // fitted returns how wide and high a picture stands on the stage at scale 1.
  function fitted(img) {
    const [w, h] = [+img.getAttribute('width'), +img.getAttribute('height')];
    const k = Math.min(stage.clientWidth / w, stage.clientHeight / h, 1);
    return [w * k, h * k];
  }

  const shown = () => one('img', stage);

  // full is the scale at which every pixel that there is has one of the page's.
  function full() {
    const img = shown();
    return img ? Math.max(2, img.getAttribute('width') / fitted(img)[0]) : 1;
  }

  // size asks for as many pixels as a scale needs, and never for fewer again.
  function size(media, scale) {
    const img = media.matches('img') ? media : one('img', media);
    const width = Math.ceil(fitted(img)[0] * scale);
    if (!width || width <= parseFloat(img.sizes)) return;
    for (const e of [...all('source', media), img]) e.sizes = width + 'px';
  }

  // place scales the picture and keeps the point (x, y), counted from the stage's
  // middle, where it is; then it moves it by (dx, dy), but never off the stage.
  function place(scale, x = 0, y = 0, dx = 0, dy = 0) {
    const img = shown();
    const s = between(1, scale, full());
    one('[data-do=zoom]', dialog).ariaPressed = String(s > 1);
    stage.classList.toggle('zoomed', s > 1);
    if (!img || !stage.clientWidth) return void (view = {s: 1, x: 0, y: 0});
    const [w, h] = fitted(img);
    const room = (length, of) => Math.max(0, (length * s - of) / 2);
    const [rx, ry] = [room(w, stage.clientWidth), room(h, stage.clientHeight)];
    view = {
      s,
      x: between(-rx, x - (x - view.x) * s / view.s + dx, rx),
      y: between(-ry, y - (y - view.y) * s / view.s + dy, ry),
    };
    img.style.transform = s > 1 ? `translate(${view.x}px, ${view.y}px) scale(${s})` : '';
    size(img.closest('picture') || img, s);
  }

  // ---- fingers, pens and mice

  function gestures() {
    const down = new Map(); // the pointers on the stage
    let from = null; // how the gesture stood when the last of them came or went
    let tap = null; // the last tap

    // middle returns the middle of the pointers, from the stage's, and how far two
    // of them are apart.
    const middle = () => {
      const [a, b = a] = [...down.values()];
      const r = stage.getBoundingClientRect();
      return {
        x: (a.clientX + b.clientX) / 2 - r.left - r.width / 2,
        y: (a.clientY + b.clientY) / 2 - r.top - r.height / 2,
        apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
      };
    };

    stage.addEventListener('pointerdown', (e) => {
      if (e.button || !shown() || down.size > 1) return;
      stage.setPointerCapture(e.pointerId);
      stage.classList.add('held');
      down.set(e.pointerId, e);
      from = {...middle(), pinched: down.size > 1, time: e.timeStamp};
    });

    stage.addEventListener('pointermove', (e) => {
      if (!down.has(e.pointerId)) return;
      const was = middle();
      down.set(e.pointerId, e);
      const now = middle();
      if (down.size > 1) place(view.s * now.apart / (was.apart || 1), was.x, was.y, now.x - was.x, now.y - was.y);
      else if (view.s > 1) place(view.s, 0, 0, now.x - was.x, now.y - was.y);
      else if (!from.pinched && shown()) shown().style.transform = `translate(${now.x - from.x}px)`;
    });

    const up = (e) => {
      if (!down.has(e.pointerId)) return;
      const now = middle();
      down.delete(e.pointerId);
      if (down.size) return void (from = {...middle(), pinched: true, time: e.timeStamp});
      stage.classList.remove('held');
      place(view.s);
      if (from.pinched || e.type !== 'pointerup') return;
      const [dx, dy, took] = [now.x - from.x, now.y - from.y, e.timeStamp - from.time];
      if (Math.hypot(dx, dy) < 10 && took < 400) tapped(now, e.timeStamp);
      else if (view.s === 1) swiped(dx, dy, took);
    };
    stage.addEventListener('pointerup', up);
    stage.addEventListener('pointercancel', up);

    // The second tap or click near the first zooms to where it was, or back.
    const tapped = (now, time) => {
      const second = tap && time - tap.time < 400 && Math.hypot(now.x - tap.x, now.y - tap.y) < 30;
      tap = second ? null : {...now, time};
      if (second) place(view.s > 1 ? 1 : full(), now.x, now.y);
    };

    const swiped = (dx, dy, took) => {
      const far = took < 300 ? 30 : 80;
      if (Math.abs(dx) > far && Math.abs(dx) > Math.abs(dy)) turn(dx < 0 === rtl ? -1 : 1);
      else if (dy > 100) dialog.close();
    };

    stage.addEventListener('wheel', (e) => {
      e.preventDefault();
      const r = stage.getBoundingClientRect();
      place(view.s * Math.exp(-e.deltaY / (e.ctrlKey ? 100 : 400)), e.clientX - r.left - r.width / 2, e.clientY - r.top - r.height / 2);
    }, {passive: false});
  }

  // ---- keys

  const ahead = rtl ? 'ArrowLeft' : 'ArrowRight';
  const back = rtl ? 'ArrowRight' : 'ArrowLeft';
  const keys = {
    [ahead]: 'next', [back]: 'prev', j: 'next', k: 'prev', Home: 'first', End: 'last',
    c: 'text', f: 'full', '+': 'in', '=': 'in', '-': 'out', 0: 'whole',
  };
  const pans = {ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80]};

  // named is the key by its Latin letter, whatever script the keyboard writes.
  const named = (e) => e.key.length > 1 ? e.key : e.key < '\x7f' ? e.key.toLowerCase() : e.code.replace('Key', '').toLowerCase();

  // Letters lead from picture to picture of a page unless the reader turned them off
  // (WCAG 2.1.4): those who speak to the computer may type one without wanting to. Some
  // browsers keep nothing for a page; then the choice lasts as long as it does.
  let letters = true;
  const choice = one('.letters input');
  const recall = () => {
    try {
      letters = localStorage.getItem('photodesk.letters') !== 'off';
    } catch {}
    if (choice) choice.checked = letters;
  };
  if (choice) {
    choice.addEventListener('change', () => {
      letters = choice.checked;
      try {
        localStorage.setItem('photodesk.letters', letters ? 'on' : 'off');
      } catch {}
    });
  }
  addEventListener('pageshow', recall);
  recall();

  const plain = (e) => !(e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey || e.button);

  document.addEventListener('keydown', (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (e.target.closest('input, textarea, select, [contenteditable]')) return;
    const key = named(e);
    if (pressed(key)) e.preventDefault();
  });

  function pressed(key) {
    if (dialog && dialog.open) {
      const browsing = box.classList.contains('browsing');
      if (key === 'Escape') return browsing && !browse(false);
      if (view.s > 1 && pans[key]) return place(view.s, 0, 0, ...pans[key]), true;
      return keys[key] && !browsing && (acts[keys[key]](), true);
    }
    if (key.length < 2 && !letters) return;
    if (template && (key === 'j' || key === 'k')) return jump(key === 'j' ? 1 : -1), true;
    const to = one('.single') && (key === 'Escape' ? one('.single .back') : {next: one('a[rel=next]'), prev: one('a[rel=prev]')}[keys[key]]);
    return to && (to.click(), true);
  }

  if (template) {
    document.addEventListener('click', (e) => {
      const link = e.target.closest('a[href]');
      if (!link || !plain(e) || link.target || dialog && dialog.contains(link)) return;
      const n = pictures().findIndex((p) => p.url === link.href);
      if (n < 0) return;
      e.preventDefault();
      opener = link;
      open(n, 'pushState');
    });

    // arrive shows what the entry of the browser's history says.
    const arrive = (state) => {
      const n = state && state.viewer ? pictures().findIndex((p) => p.url === state.viewer) : -1;
      if (n < 0 && dialog && dialog.open) {
        gone = true;
        dialog.close();
      }
      if (n < 0) return leave();
      if (dialog && dialog.open) return show(n);
      opener = pictures()[n].link;
      open(n);
    };
    addEventListener('popstate', (e) => arrive(e.state));
    addEventListener('pageshow', (e) => e.persisted && arrive(history.state));
    arrive(history.state);
  }

  // ---- before and after

  // compare lays two pictures upon each other, with a slider between them.
  function compare() {
    for (const row of all('.slides')) {
      if (one('.slider', row)) continue;
      const slider = document.importNode(one('.slider', template.content), true);
      slider.addEventListener('input', () => row.style.setProperty('--at', slider.value + '%'));
      one('.photo', row).after(slider);
      row.classList.add('ready');
    }
  }
  if (template) {
    compare();
    document.addEventListener('photodesk:changed', compare); // by the preview
  }
})();
