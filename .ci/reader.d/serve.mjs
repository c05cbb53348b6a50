// Serves a published folder as a static host does: its _headers, compression,
// 404.html, and index.html for folders.
import {createServer} from 'node:http';
import {readFileSync, statSync} from 'node:fs';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {extname, join, normalize} from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8', '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg', '.png': 'image/png', '.webp': 'image/webp', '.woff2': 'font/woff2', '.webmanifest': 'application/manifest+json',
};

// rules reads _headers: a pattern, and below it, indented, what is set ("Name:
// value") or taken back ("! Name").
export function rules(text) {
  const list = [];
  for (const line of text.split('\n')) {
    if (!line.trim()) continue;
    if (!/^\s/.test(line)) {
      const pattern = new RegExp('^' + line.trim().split('*').map((s) => s.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*') + '$');
      list.push({pattern, headers: []});
      continue;
    }
    const [, drop, name, value] = /^\s+(!?)\s*([^:\s]+):?\s*(.*)$/.exec(line);
    list.at(-1).headers.push({drop: Boolean(drop), name, value});
  }
  return list;
}

function headersOf(list, path) {
  const headers = {};
  for (const rule of list) {
    if (!rule.pattern.test(path)) continue;
    for (const {drop, name, value} of rule.headers) {
      if (drop) delete headers[name];
      else headers[name] = name in headers ? headers[name] + ', ' + value : value;
    }
  }
  return headers;
}

// serve returns the address and a function that ends it.
export async function serve(dir) {
  const list = rules(readFileSync(join(dir, '_headers'), 'utf8'));
  const packed = new Map();
  const compress = (file, body, encoding) => {
    const key = encoding + file;
    if (!packed.has(key)) {
      packed.set(key, encoding === 'br' ? brotliCompressSync(body, {params: {[constants.BROTLI_PARAM_QUALITY]: 6}}) : gzipSync(body));
    }
    return packed.get(key);
  };
  const server = createServer((req, res) => {
    let path = decodeURIComponent(new URL(req.url, 'http://x').pathname);
    let file = normalize(join(dir, path));
    let status = 200;
    const kind = statSync(file, {throwIfNoEntry: false});
    if (kind && kind.isDirectory()) {
      if (!path.endsWith('/')) return res.writeHead(301, {Location: path + '/'}).end();
      file = join(file, 'index.html');
    }
    if (!file.startsWith(normalize(dir)) || !statSync(file, {throwIfNoEntry: false})) {
      status = 404;
      file = join(dir, '404.html');
    }
    let body = readFileSync(file);
    const headers = {...headersOf(list, path), 'Content-Type': types[extname(file)] || 'application/octet-stream'};
    if (/text|javascript|json|xml/.test(headers['Content-Type'])) {
      const encoding = /\bbr\b/.test(req.headers['accept-encoding']) ? 'br' : /\bgzip\b/.test(req.headers['accept-encoding']) ? 'gzip' : '';
      if (encoding) {
        body = compress(file, body, encoding);
        headers['Content-Encoding'] = encoding;
      }
      headers.Vary = 'Accept-Encoding';
    }
    res.writeHead(status, {...headers, 'Content-Length': body.length});
    res.end(req.method === 'HEAD' ? undefined : body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {url: `http://127.0.0.1:${server.address().port}`, end: () => server.close()};
}
