// The desk: captions, alternative texts, focal points and the order of pictures
// are edited here and written into the editor's files.
//
// Every edit names the digest of the text that it was made on. A text that was
// changed meanwhile is not written over: the message says so, the page shows what
// the file holds now, and what was typed stays in its field.
(() => {
  'use strict';
  const meta = document.querySelector('meta[name=desk-token]');
  const token = meta ? meta.content : '';
  const status = document.getElementById('status');

  function say(text, bad) {
    status.textContent = text;
    status.classList.toggle('bad', Boolean(bad));
  }

  // ---- saving, one edit after another

  let queue = Promise.resolve();
  function save(target, edit, done) {
    queue = queue.then(async () => {
      say('Saving …');
      const body = {...edit, file: target.dataset.file, seen: target.dataset.seen, figure: Number(target.dataset.figure)};
      try {
        const res = await fetch('/_desk/-/edit', {
          method: 'POST',
          headers: {'Content-Type': 'application/json', 'X-Photodesk-Token': token},
          body: JSON.stringify(body),
        });
        const type = res.headers.get('Content-Type') || '';
        const answer = type.startsWith('application/json') ? await res.json() : {message: (await res.text()).trim()};
        if (!res.ok) {
          say(answer.message + (answer.hint ? ': ' + answer.hint : ''), true);
          done(false);
          return;
        }
        for (const e of document.querySelectorAll('[data-file]')) {
          if (e.dataset.file === body.file && !e.dataset.liveSeen) e.dataset.seen = answer.seen;
        }
        say('Saved in ' + body.file);
        done(true);
      } catch {
        say('Not saved: photodesk does not answer', true);
        done(false);
      }
    });
    return queue;
  }

  // ---- captions and alternative texts

  const dirty = (t) => t.value !== t.defaultValue;

  function store(t) {
    if (!dirty(t) || t.dataset.saving === t.value) return;
    const text = t.value;
    t.dataset.saving = text;
    save(t, {do: t.dataset.do, text}, (ok) => {
      delete t.dataset.saving;
      t.classList.toggle('failed', !ok);
      if (ok) {
        t.defaultValue = text;
        t.classList.toggle('dirty', dirty(t));
      }
    });
  }

  document.addEventListener('input', (e) => {
    if (e.target.matches('textarea.edit')) e.target.classList.toggle('dirty', dirty(e.target));
    if (e.target.matches('.focus input')) {
      const box = e.target.closest('.pictures');
      point(box, Number(box.querySelector('.x').value), Number(box.querySelector('.y').value));
    }
  });
  document.addEventListener('change', (e) => {
    if (e.target.matches('textarea.edit')) store(e.target);
    if (e.target.matches('.focus input')) focusTo(e.target.closest('.pictures'));
  });
  document.addEventListener('keydown', (e) => {
    if (!e.target.matches('textarea.edit')) return;
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      store(e.target);
    } else if (e.key === 'Escape' && dirty(e.target)) {
      e.target.value = e.target.defaultValue;
      e.target.classList.remove('dirty', 'failed');
      if (e.target.dataset.liveSeen) e.target.dataset.seen = e.target.dataset.liveSeen;
      delete e.target.dataset.liveSeen;
      say('Taken back');
    }
  });
  addEventListener('beforeunload', (e) => {
    if ([...document.querySelectorAll('textarea.edit')].some(dirty)) e.preventDefault();
  });

  // ---- focal points

  // A crop is the largest piece of its shape round the focal point, as nearly as
  // the picture's edges allow: the same as the program cuts.
  function point(box, x, y) {
    box.dataset.x = x;
    box.dataset.y = y;
    const w = Number(box.dataset.width);
    const h = Number(box.dataset.height);
    const along = (whole, piece, percent) =>
      piece >= whole ? 50 : Math.min(Math.max(percent * whole / 100 - piece / 2, 0), whole - piece) / (whole - piece) * 100;
    for (const crop of box.querySelectorAll('.crop')) {
      const ratio = Number(crop.dataset.ratio);
      const wide = w / h > ratio;
      const img = crop.querySelector('img');
      img.style.aspectRatio = String(ratio);
      img.style.objectPosition = `${wide ? along(w, h * ratio, x) : 50}% ${wide ? 50 : along(h, w / ratio, y)}%`;
    }
    place(box);
  }

  // inner returns where the picture lies in its box.
  function inner(box) {
    const img = box.querySelector('.whole img');
    const ratio = Number(box.dataset.width) / Number(box.dataset.height);
    const width = Math.min(img.clientWidth, img.clientHeight * ratio);
    const height = width / ratio;
    return {left: (img.clientWidth - width) / 2, top: (img.clientHeight - height) / 2, width, height};
  }

  function place(box) {
    const at = inner(box);
    const mark = box.querySelector('.point');
    mark.style.left = at.left + at.width * Number(box.dataset.x) / 100 + 'px';
    mark.style.top = at.top + at.height * Number(box.dataset.y) / 100 + 'px';
  }

  function focusTo(box) {
    save(box, {do: 'focus', x: Number(box.dataset.x), y: Number(box.dataset.y)}, () => {});
  }

  document.addEventListener('click', (e) => {
    const img = e.target.closest('.whole img');
    if (img && token) {
      const box = img.closest('.pictures');
      const at = inner(box);
      const percent = (v, size) => Math.round(Math.min(Math.max(v / size, 0), 1) * 100);
      point(box, percent(e.offsetX - at.left, at.width), percent(e.offsetY - at.top, at.height));
      box.querySelector('.x').value = box.dataset.x;
      box.querySelector('.y').value = box.dataset.y;
      focusTo(box);
    }
    const button = e.target.closest('button.move');
    if (button) {
      const li = button.closest('.figure');
      again = {key: li.dataset.key, by: button.dataset.by};
      move(li, Number(li.dataset.figure) + Number(button.dataset.by));
    }
  });

  // ---- order

  let again = null; // the button to return to once the picture has moved
  let dragged = null;

  function move(li, to) {
    if (to !== Number(li.dataset.figure)) save(li, {do: 'move', to}, () => {});
  }

  const overFigure = (e) => {
    const li = e.target.closest && e.target.closest('.figure[data-figure]');
    return dragged && li && li !== dragged ? li : null;
  };
  document.addEventListener('dragstart', (e) => {
    if (!e.target.matches || !e.target.matches('.number')) return;
    dragged = e.target.closest('.figure');
    dragged.classList.add('dragged');
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', dragged.dataset.key);
    e.dataTransfer.setDragImage(dragged, 20, 20);
  });
  document.addEventListener('dragover', (e) => {
    const li = overFigure(e);
    for (const other of document.querySelectorAll('.figure.target')) if (other !== li) other.classList.remove('target');
    if (!li) return;
    e.preventDefault();
    li.classList.add('target');
  });
  document.addEventListener('drop', (e) => {
    const li = overFigure(e);
    if (!li) return;
    e.preventDefault();
    move(dragged, Number(li.dataset.figure));
  });
  document.addEventListener('dragend', () => {
    if (dragged) dragged.classList.remove('dragged');
    dragged = null;
    for (const li of document.querySelectorAll('.figure.target')) li.classList.remove('target');
  });

  // ---- the page, at first and after each change

  function lay() {
    document.documentElement.classList.toggle('writes', Boolean(token));
    for (const e of document.querySelectorAll('textarea.edit')) {
      e.readOnly = !token;
      e.classList.toggle('dirty', dirty(e));
      e.classList.toggle('failed', Boolean(e.dataset.liveSeen));
      if (e.dataset.liveSeen) say('The text of a field was changed in its file; Escape takes that one over what was typed', true);
    }
    for (const e of document.querySelectorAll('.focus input')) e.disabled = !token;
    for (const box of document.querySelectorAll('.pictures')) {
      for (const axis of ['x', 'y']) box.querySelector('.' + axis).value = box.dataset[axis];
      point(box, Number(box.dataset.x), Number(box.dataset.y));
      const img = box.querySelector('.whole img');
      if (!img.complete) img.addEventListener('load', () => place(box), {once: true});
    }
  }

  document.addEventListener('photodesk:changed', () => {
    lay();
    if (!again) return;
    for (const li of document.querySelectorAll('.figure')) {
      if (li.dataset.key !== again.key) continue;
      const button = li.querySelector(`.move[data-by="${again.by}"]:enabled`) || li.querySelector('.move:enabled');
      if (button) button.focus();
    }
    again = null;
  });
  addEventListener('resize', () => document.querySelectorAll('.pictures').forEach(place));
  lay();
})();
