// Holds what a built site tells machines to others' schemas: JSON-LD to schema.org's
// types, as schema-dts has them in TypeScript; feeds and oEmbed files to JSON schemas;
// sitemaps to their XML schemas. Usage: node check.mjs FOLDER, with the packages that
// .ci/machines installs beside it.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const tools = process.env.MACHINES_TOOLS; // the folder that holds node_modules
const require = createRequire(join(tools, "package.json"));
const ts = require("typescript");
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;
const { validateXML } = require("xmllint-wasm");

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true }).map(String).sort();
const read = (name) => readFileSync(join(folder, name), "utf8");
let wrong = 0;
const complain = (name, what) => { wrong++; console.log(`${name}: ${what}`); };
const need = (what, n, least) => { if (n < least) complain(folder, `${n} ${what}, at least ${least} were expected`); };

// JSON-LD: every thing becomes a constant of its type, and the compiler objects to
// properties that the type has not, and to values that they cannot have.
const entities = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&#34;": '"', "&#39;": "'" };
let source = "", line = 1;
const where = [];
const types = new Set();
for (const name of files.filter((f) => f.endsWith(".html"))) {
  for (const [, json] of read(name).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
    const graph = JSON.parse(json);
    if (graph["@context"] !== "https://schema.org") complain(name, "no context of schema.org");
    for (const thing of graph["@graph"]) {
      types.add(thing["@type"]);
      const text = `const t${where.length}: schema.${thing["@type"]} = ${JSON.stringify(thing, null, 1)};\n`;
      where.push({ line, name, type: thing["@type"] });
      source += text;
      line += text.split("\n").length - 1;
    }
  }
}
need("kinds of things", types.size, 4);
const code = join(tools, "things.ts");
writeFileSync(code, source + 'import type * as schema from "schema-dts";\nexport {};\n');
const program = ts.createProgram([code], { noEmit: true, strict: true, skipLibCheck: true, types: [], moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 });
for (const d of ts.getPreEmitDiagnostics(program)) {
  const at = d.file ? d.file.getLineAndCharacterOfPosition(d.start).line + 1 : 0;
  const thing = where.findLast((w) => w.line <= at) ?? { name: code, type: "" };
  complain(`${thing.name} (${thing.type})`, ts.flattenDiagnosticMessageText(d.messageText, "\n").split("\n").slice(0, 4).join(" "));
}

// Feeds and oEmbed files.
const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const schema = (name) => ajv.compile(JSON.parse(readFileSync(join(here, name), "utf8")));
const hold = (validate, names) => {
  for (const name of names) {
    if (!validate(JSON.parse(read(name)))) complain(name, ajv.errorsText(validate.errors));
  }
  return names.length;
};
need("JSON feeds", hold(schema("jsonfeed.schema.json"), files.filter((f) => /(^|\/)feed\.json$/.test(f))), 2);
need("oEmbed files", hold(schema("oembed.schema.json"), files.filter((f) => /^embed\/.*\.json$/.test(f))), 2);

// Sitemaps.
const xsd = (name) => ({ fileName: name, contents: readFileSync(join(here, name), "utf8") });
const official = { fileName: "sitemap.xsd", contents: readFileSync(join(tools, "node_modules/sitemap/schema/sitemap.xsd"), "utf8") };
const sitemaps = files.filter((f) => /^sitemap(-\d+)?\.xml$/.test(f));
need("sitemaps", sitemaps.length, 1);
const { errors } = await validateXML({
  xml: sitemaps.map((name) => ({ fileName: name, contents: read(name) })),
  schema: [xsd("sitemap-all.xsd").contents],
  preload: [official, xsd("sitemap-image.xsd"), xsd("xhtml-link.xsd")],
});
for (const e of errors) complain("sitemap", e.rawMessage);

console.log(`${where.length} things of ${types.size} types (${[...types].sort().join(", ")}), ${sitemaps.length} sitemaps, ${files.length} files looked at`);
process.exit(wrong ? 1 : 0);
