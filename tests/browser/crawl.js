// Every page that a role can reach by links, from its first page on: looked at in both languages.

import { Visitor } from "./lib/visitor.js";
import { look } from "./lib/looks.js";
import { strings } from "./lib/words.js";

/** Pages of one kind are much alike: so many of each are looked at, the case itself in every state. */
const OF_A_KIND = 1;
/** These are long, and the same for every role. */
const ALIKE = /^\/rulebooks\/|^\/drafts\/|^\/overview|^\/rulings\//;
const OF_ALL = 1;
const STATES = ["draft", "submitted", "verified", "ruled", "confirmed", "returned", "withdrawn", "objected", "remanded", "expired"];

/** The kind of a page: its path without identities, and the names of what was asked. */
export function kind(path) {
  const url = new URL(path, "http://timbang.test");
  const parts = url.pathname.split("/").map((it, at, all) => (/\d/.test(it) || /^[0-9a-f-]{16,}$/.test(it) || named(all[at - 1]) ? "_" : it));
  const asked = [...url.searchParams.keys()].filter((it) => url.searchParams.get(it)).sort();
  return parts.join("/") + (asked.length ? `?${asked.join("&")}` : "");
}

const named = (before) => ["rulebooks", "editions", "judgements"].includes(before);

/** Not pages: files to save, and what is for programs. */
const isPage = (path) => !/^\/(docs|api|assets|metrics|healthz|readyz|sign-out)\b|\.(xlsx|csv|json|pdf)(\?|$)/.test(path);

async function links(page) {
  const found = await page.evaluate(() =>
    [...document.querySelectorAll("a[href]:not([download])")].filter((it) => it.origin === location.origin).map((it) => it.pathname + it.search),
  );
  return [...new Set(found)].filter(isPage);
}

/** Where a role begins, and a case in each state that it sees. */
async function beginnings(service, role) {
  const found = ["/"];
  if (!["agency", "verifier", "reviewer", "auditor"].includes(role)) return found;
  for (const state of STATES) {
    const cases = await service.client(role).get(`cases?state=${state}&limit=1`);
    found.push(...cases.items.map((it) => `/cases/${it.id}`));
  }
  return found;
}

/** Looks at what one role reaches; `seen` counts the kinds that all roles saw, so that none is looked at by everyone. */
export async function crawl(browser, service, content, role, seen, found) {
  const [indonesian, english] = await Promise.all(["id", "en"].map((language) => Visitor.of(browser, service, { as: role, language, found })));
  const queue = await beginnings(service, role);
  const queued = new Set(queue);
  const own = new Map();
  while (queue.length) {
    const path = queue.shift();
    const of = kind(path);
    const most = of === "/cases/_" ? STATES.length : OF_A_KIND;
    const times = own.get(of) ?? 0;
    if (times >= most) continue;
    const everyone = seen.get(of) ?? 0;
    if (ALIKE.test(of) && everyone >= OF_ALL) continue;
    own.set(of, times + 1);
    const name = `${role || "nobody"}${of.replace(/[^A-Za-z0-9]+/g, "-").replace(/-$/, "")}${times || ""}`;
    seen.set(of, everyone + 1);
    await both(indonesian, english, path, name, content, everyone < 1, found);
    for (const next of await links(indonesian.page)) {
      if (!queued.has(next)) {
        queued.add(next);
        queue.push(next);
      }
    }
  }
  await Promise.all([indonesian.close(), english.close()]);
  return own;
}

async function both(indonesian, english, path, name, content, whole, found) {
  const began = Date.now();
  const [id, en] = await Promise.all([indonesian, english].map(async (it) => {
    await it.open(path);
    return strings(it.page);
  }));
  for (const it of content.alike(id, en)) found(`${path}: the same in both languages: "${it.slice(0, 120)}" (${content.left(it).slice(0, 60)})`);
  await Promise.all([look(indonesian, name, whole), look(english, name, false)]);
  if (process.env.TIMBANG_TEST_VERBOSE) console.log(`         ${((Date.now() - began) / 1000).toFixed(1)} s  ${path}`);
}
