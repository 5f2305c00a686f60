// Texts that would be scripts, stored in every field that takes a text: no page runs one, and each is shown as the text that it is.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { top } from "./lib/service.js";
import { Visitor } from "./lib/visitor.js";

export const payloads = readFileSync(fileURLToPath(new URL("payloads.txt", import.meta.url)), "utf8").split("\n").filter(Boolean);
const FACTS = JSON.parse(readFileSync(`${top}/rules/exemption/cases/t02-sulsel-january-2026.json`, "utf8"));
/** Pages of a case, and who reads them. */
const OF_A_CASE = ["", "/facts", "/pre-check", "/submission", "/withdrawal", "/objection", "/verification", "/return", "/ruling", "/what-if", "/nine-box"];
const OF_A_RULING = ["", "/review", "/letter"];

/** Hands out every payload once, then begins again. */
class Supply {
  constructor() {
    this.at = 0;
  }
  next() {
    return payloads[this.at++ % payloads.length];
  }
}

/** Facts with payloads wherever a text may stand, and how many were used. */
function facts(supply) {
  const it = structuredClone(FACTS);
  it.agency.name = supply.next();
  it.assessment = { determined_on: { unknown: supply.next() }, total: { unknown: supply.next() }, aspects: { unknown: supply.next() } };
  it.talent_management = Object.fromEntries(Object.keys(it.talent_management).map((name) => [name, { unknown: supply.next() }]));
  it.reports.last_report_on = { unknown: supply.next() };
  Object.assign(it.succession_plan.positions[0], { code: supply.next(), title: supply.next() });
  it.approval.number = supply.next();
  Object.assign(it.request.position, { code: supply.next(), title: supply.next() });
  return it;
}
const IN_A_CASE = 13;
const SUPPORTED = ["agency", "agency/name", "agency/kind", "succession_plan", "succession_plan/set_on", "succession_plan/published_on",
  "succession_plan/positions", "approval", "approval/number", "approval/issued_on", "approval/levels", "request/position", "request/submitted_on"];

/** Evidence with a payload each. */
const evidence = (supply) => Object.fromEntries(SUPPORTED.map((it) => [`/${it}`, { status: "claimed", reference: supply.next() }]));

/** A case in each state with payloads in its facts, evidence and reasons. */
async function stored(people, supply) {
  const { agency, verifier, reviewer } = people;
  const cases = [];
  const references = new Supply();
  references.at = 100;
  const reasons = new Supply();
  for (let number = 0; number * IN_A_CASE < payloads.length; number += 1) {
    const from = supply.at;
    const text = facts(supply);
    const used = Array.from({ length: IN_A_CASE }, (_, at) => payloads[(from + at) % payloads.length]);
    const supported = evidence(references);
    const begun = await agency.post("cases", { rulebook: "exemption", case: text, evidence: supported });
    const it = { id: begun.id, texts: [...used, ...Object.values(supported).map((it) => it.reference)], ruling: "" };
    const reason = () => {
      const next = reasons.next();
      it.texts.push(next);
      return { reason: next };
    };
    const step = (who, name, body) => who.post(`cases/${it.id}/${name}`, body);
    const way = number % 7;
    if (way > 0) await step(agency, "submission", { keep_date: true });
    if (way === 1) await step(verifier, "return", reason());
    if (way === 2) await step(agency, "withdrawal", reason());
    if (way > 2) await step(verifier, "verification", { claimed_date_is_right: true, rest: "verified", ...reason() });
    if (way > 3) it.ruling = (await step(verifier, "ruling", {})).id;
    if (way === 5) await reviewer.post(`rulings/${it.ruling}/reviews`, { verdict: "remanded", ...reason() });
    if (way === 6) await step(agency, "objection", reason());
    cases.push(it);
  }
  return cases;
}

/** A draft of rules with payloads in its note, its labels, its comments, and the names of its files as far as they are taken. */
async function draft(policy) {
  const begun = await policy.post("rulebooks/secretary_fallback/drafts", { note: payloads[0] });
  const read = await policy.send("GET", `drafts/${begun.id}`);
  const files = read.json.files;
  const comments = payloads.map((it) => `-- ${it}`).join("\n");
  const labels = payloads.slice(0, 60).map((it, at) => `parameter stored_${at} : 1..50 adalah 4\n  label "${it.replace(/["\\{}]/g, "")}" en "x"\n  dasar SE-MENPANRB-96-2017 (sekunder)`);
  files.find((it) => it.path.endsWith("fallback.aturan")).text += `\n${comments}\n\n${labels.join("\n\n")}\n\n${payloads[1]}\n`;
  await policy.send("PUT", `drafts/${begun.id}`, { files, note: payloads[2] }, { "if-match": read.etag });
  return { id: begun.id, path: files.find((it) => it.path.endsWith("fallback.aturan")).path };
}

const plain = (text) => text.replace(/\s+/g, " ").trim();

/** All that a page shows: texts, and what stands in fields. */
async function shown(page) {
  return plain(
    await page.evaluate(() => {
      const fields = [...document.querySelectorAll("input, textarea, option")].map((it) => it.value);
      const names = [...document.querySelectorAll("[aria-label],[title]")].map((it) => `${it.getAttribute("aria-label")} ${it.title}`);
      return [document.body.textContent, ...fields, ...names].join("\n");
    }),
  );
}

/** Everyone visits their pages, all at once; what they are shown. */
async function together(ways, visit) {
  const each = ways.map(async ([who, paths]) => {
    let seen = "";
    for (const path of paths) seen += await visit(who, path);
    return seen;
  });
  return (await Promise.all(each)).join("\n");
}

export async function storedNowhereRun(browser, service, found) {
  const supply = new Supply();
  const names = { agency: payloads[0], verifier: payloads[5], reviewer: payloads[10] };
  const keys = Object.fromEntries(Object.entries(names).map(([role, name]) => [role, service.key(role, name, role === "agency" ? "payloads" : "")]));
  const people = Object.fromEntries(Object.entries(keys).map(([role, key]) => [role, service.client(key)]));
  const cases = await stored(people, supply);
  const visitors = {};
  for (const role of ["agency", "verifier", "reviewer", "auditor", "policy"]) {
    visitors[role] = await Visitor.of(browser, service, { as: keys[role] || role, found });
  }
  let pages = 0;
  const visit = async (who, path) => {
    const answer = await who.page.goto(path);
    pages += 1;
    if (answer.status() >= 500) found(`${path}: status ${answer.status()}`);
    return answer.ok() ? shown(who.page) : "";
  };
  for (const it of cases) {
    const ofRuling = it.ruling ? OF_A_RULING.map((part) => `/rulings/${it.ruling}${part}`) : [];
    const seen = await together([
      [visitors.agency, OF_A_CASE.map((part) => `/cases/${it.id}${part}`)],
      [visitors.verifier, OF_A_CASE.map((part) => `/cases/${it.id}${part}`)],
      [visitors.reviewer, [`/cases/${it.id}`, ...ofRuling]],
    ], visit);
    for (const text of it.texts) if (!seen.includes(plain(text))) found(`case ${it.id}: not shown as text: ${text}`);
  }
  for (const [role, who] of Object.entries(visitors)) {
    for (const path of ["/inbox", "/cases", "/audit", "/audit/rulings", "/overview", "/drafts"]) await visit(who, path);
    if (role === "agency") await visit(who, "/cases?agency=payloads");
  }
  const { id, path } = await draft(service.client("policy"));
  const own = await visit(visitors.policy, `/drafts/${id}`);
  const text = await visit(visitors.policy, `/drafts/${id}/file?path=${encodeURIComponent(path)}`);
  await visit(visitors.policy, `/drafts/${id}/check`);
  await visit(visitors.policy, `/drafts/${id}/difference`);
  if (!own.includes(plain(payloads[2]))) found(`draft ${id}: its note is not shown as text`);
  for (const it of payloads) if (!text.includes(plain(it))) found(`draft ${id}: not shown as text: ${it}`);
  await visit(visitors.policy, "/drafts");
  for (const it of Object.values(visitors)) await it.close();
  return pages;
}

const PARAMETERS = ["agency", "state", "cursor", "done", "q", "rulebook", "person", "year", "kind"];

/** What an address says is not run either. */
export async function askedNowhereRun(browser, service, found) {
  const visitor = await Visitor.of(browser, service, { as: "auditor", found });
  const nobody = await Visitor.of(browser, service, { found });
  visitor.expected = nobody.expected = [404, 422];
  const go = async (who, path) => {
    const answer = await who.page.goto(path);
    if (answer.status() >= 500) found(`${path}: status ${answer.status()}`);
  };
  const escaped = payloads.map(encodeURIComponent);
  const signedIn = async () => {
    // Each parameter has a script of its own, so that few pages try them all.
    for (let at = 0; at < escaped.length; at += PARAMETERS.length) {
      const asked = PARAMETERS.map((name, index) => `${name}=${escaped[(at + index) % escaped.length]}`).join("&");
      for (const path of ["/cases", "/audit", "/audit/rulings", "/overview", "/rulebooks", "/drafts"]) await go(visitor, `${path}?${asked}`);
    }
    for (let at = 0; at < escaped.length; at += 4) await go(visitor, `/cases/${escaped[at]}`);
  };
  const anyone = async () => {
    for (let at = 0; at < escaped.length; at += 2) {
      const [one, other] = [escaped[at], escaped[(at + 1) % escaped.length]];
      await go(nobody, `/sign-in?back=${one}&key=${other}`);
      await go(nobody, `/check?ruling=${one}&code=${other}`);
    }
  };
  await Promise.all([signedIn(), anyone()]);
  await visitor.close();
  await nobody.close();
}
