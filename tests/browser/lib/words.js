// Every string of the frame is there in both languages: what reads the same in both has to be a name, a code or a number.
//
// What people, agencies and rules wrote is no string of the frame: it is known from the service and the rules themselves.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { top } from "./service.js";

/** Words that are the same in both languages, or are names: one a line, `#` for why. */
const SAME = readFileSync(fileURLToPath(new URL("../same-words.txt", import.meta.url)), "utf8")
  .split("\n")
  .map((it) => it.split("#")[0].trim())
  .filter(Boolean);

/** Months that are written alike, with their day and year. */
const DAYS = /\b(\d{1,2} )?(April|September|November)( \d{4})?\b/g;
/** Identities, hashes, codes with digits, times. */
const CODES = /\b(WIB|WITA|WIT)\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{6,}(…|\b)|\btb_[0-9a-f]+|\b[A-Za-z]*\d[\w.-]*/g;

/** All strings of a page, as a reader or a screen reader meets them. */
export function strings(page) {
  return page.evaluate(() => {
    const language = document.documentElement.lang;
    const found = new Set([document.title]);
    const foreign = (it) => {
      if (it.closest("script, style, template, pre, code, samp, kbd, [translate=no], [aria-hidden=true], time")) return true;
      return it.closest("[lang]").lang !== language;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!foreign(walker.currentNode.parentElement)) found.add(walker.currentNode.data);
    }
    for (const it of document.querySelectorAll("[aria-label],[aria-description],[title],[alt],[placeholder],[label],input[type=submit],input[type=reset],input[type=button]")) {
      if (foreign(it)) continue;
      // What a rule names bears its name in the file as title.
      const written = it.matches('a[href*="#"], .norm-text *') ? ["title"] : [];
      for (const name of ["aria-label", "aria-description", "title", "alt", "placeholder", "label"]) if (!written.includes(name)) found.add(it.getAttribute(name) ?? "");
      if (it.matches("input[type=submit],input[type=reset],input[type=button]")) found.add(it.value);
    }
    return [...found].map((it) => it.replace(/\s+/g, " ").trim()).filter((it) => /\p{L}/u.test(it));
  });
}

/** What is written by people, agencies and rules. */
export class Content {
  constructor() {
    this.texts = new Set();
    this.longest = [];
    /** Of rulebooks. */
    this.names = [];
  }

  /** What the rules say alike in both languages. */
  ofRules(folder = join(top, "rules")) {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) this.ofRules(path);
      else if (name.endsWith(".aturan")) {
        const text = readFileSync(path, "utf8");
        for (const [, indonesian, english] of text.matchAll(/"([^"]*)"\s+en\s+"([^"]*)"/g)) {
          if (indonesian === english) this.add(indonesian);
        }
        // Scenarios have a name in the language of their file alone.
        for (const [, name] of text.matchAll(/^(?:skenario|scenario) "([^"]*)"/gm)) this.add(name);
      }
    }
    return this;
  }

  add(text) {
    const plain = text.replace(/\s+/g, " ").trim();
    // Names of fields and kinds are words of programs; people read their labels.
    if (plain && !/^[a-z_]+$/.test(plain)) this.texts.add(plain);
  }

  /** Every string of an answer, but those that are there in two languages; these only if they are alike. */
  ofJson(value) {
    if (typeof value === "string") this.add(value);
    else if (Array.isArray(value)) value.forEach((it) => this.ofJson(it));
    else if (value && typeof value === "object") {
      if (typeof value.id === "string" && typeof value.en === "string" && Object.keys(value).length === 2) {
        if (value.id === value.en) this.add(value.id);
      } else Object.values(value).forEach((it) => this.ofJson(it));
    }
    return this;
  }

  /** What is left of a text without content, names, codes and numbers. */
  left(text) {
    if (this.texts.has(text)) return "";
    if (this.longest.length !== this.texts.size) this.longest = [...this.texts].filter((it) => it.length > 3).sort((a, b) => b.length - a.length);
    let rest = text;
    for (const it of this.longest) if (rest.includes(it)) rest = rest.replaceAll(it, " ");
    for (const it of SAME) rest = rest.replace(new RegExp(`(?<![\\p{L}])${it.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}])`, "gu"), " ");
    for (const it of this.names) rest = rest.replace(new RegExp(`(?<![\\p{L}_])${it}(?![\\p{L}_])`, "gu"), " ");
    rest = rest.replace(DAYS, " ").replace(CODES, " ");
    return /\p{L}/u.test(rest) ? rest.trim() : "";
  }

  /** What reads the same in both languages and may not. */
  alike(indonesian, english) {
    const others = new Set(english);
    return indonesian.filter((it) => others.has(it) && this.left(it));
  }
}

/** What people, agencies and rules wrote, as far as the service tells. */
export async function contentOf(service) {
  const all = new Content().ofRules();
  const auditor = service.client("auditor");
  const cases = await auditor.all("cases?limit=200");
  all.ofJson(cases);
  for (const it of cases) {
    for (const part of ["", "/facts", "/history"]) all.ofJson(await auditor.get(`cases/${it.id}${part}`));
    if (it.ruling) all.ofJson(await auditor.get(`rulings/${it.ruling.id ?? it.ruling}`));
  }
  for (const book of (await auditor.get("rulebooks")).items) {
    all.names.push(book.name);
    all.ofJson(await auditor.get(`rulebooks/${book.name}/publications`));
    for (const draft of await auditor.all(`rulebooks/${book.name}/drafts`)) all.ofJson(await auditor.get(`drafts/${draft.id}`));
  }
  return all;
}
