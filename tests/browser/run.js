// Runs everything in a browser: the service on SQLite, and on PostgreSQL if TIMBANG_TEST_POSTGRES names one.
//
// Pictures of all pages are in target/browser.

import { closeSync, openSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { withAnAccount } from "./accounts.js";
import { crawl } from "./crawl.js";
import { byKeyboard } from "./keyboard.js";
import { pictures } from "./lib/looks.js";
import { ended, step } from "./lib/report.js";
import { Service } from "./lib/service.js";
import { Visitor, launch } from "./lib/visitor.js";
import { contentOf } from "./lib/words.js";
import { isAskedBeforeLeaving, triesOut } from "./live.js";
import { askedNowhereRun, payloads, storedNowhereRun } from "./payloads.js";
import * as way from "./ways.js";

const ROLES = ["agency", "verifier", "reviewer", "policy", "publisher", "auditor", "admin"];

/** Visitors of these roles, for one step. */
async function visitors(browser, service, roles, options, work) {
  const all = {};
  try {
    for (const role of roles) {
      all[role] = await Visitor.of(browser, service, { as: role === "nobody" ? undefined : role, ...options });
      all[role].looks = options.looks;
    }
    return await work(all);
  } finally {
    for (const it of Object.values(all)) await it.close();
  }
}

/** A case from its draft to the objection, and its letter. */
async function throughACase(browser, service, options) {
  await visitors(browser, service, ["agency", "verifier", "reviewer", "auditor", "nobody"], options, async (they) => {
    const address = await way.submits(they.agency);
    await way.verifies(they.verifier, address);
    const ruling = await way.confirms(they.reviewer, address);
    await way.checks(they.nobody, they.agency, ruling);
    await way.audits(they.auditor, ruling);
    await way.objects(they.agency, address);
  });
}

async function ways(browser, service, name) {
  for (const language of ["id", "en"]) {
    const titled = (what) => `${name}, ${language}: ${what}`;
    await step(titled("a case from draft to objection; its letter is checked; it is replayed"), (found) =>
      throughACase(browser, service, { language, found, looks: language === "id" }),
    );
    await step(titled("other facts are tried out: the outcome follows what is typed, and says when it cannot"), (found) =>
      visitors(browser, service, ["reviewer"], { language, found }, (they) => triesOut(they.reviewer, service)),
    );
    await step(titled("a form that was not sent asks before it is left"), (found) =>
      visitors(browser, service, ["agency"], { language, found }, (they) => isAskedBeforeLeaving(they.agency)),
    );
    await step(titled("a judgement that the rules leave to a person"), (found) =>
      visitors(browser, service, ["reviewer"], { language, found, looks: language === "id" }, async (they) => way.judges(they.reviewer, await way.waitsForJudgement(service))),
    );
    await step(titled("rules are written, refused, mended, and published by another person"), (found) =>
      visitors(browser, service, ["policy", "publisher"], { language, found, looks: language === "id" }, (they) => way.publishes(they.policy, they.publisher)),
    );
  }
  await step(`${name}, without a script: a case from draft to objection`, (found) => throughACase(browser, service, { language: "id", script: false, found }));
}

async function pages(browser, service) {
  const written = await contentOf(service);
  const seen = new Map();
  for (const role of ROLES) {
    await step(`sqlite: every page that ${role} reaches: both languages, light and dark, wide and narrow`, (found) => crawl(browser, service, written, role, seen, found));
  }
  await step("sqlite: the pages for everyone", (found) => crawl(browser, service, written, "", seen, found));
  for (const [role, path] of [["agency", "/cases/new?rulebook=exemption"], ["verifier", "/inbox"], ["reviewer", "/cases"], ["policy", "/drafts"], ["auditor", "/audit"]]) {
    await step(`sqlite: by keyboard: ${role}, ${path}`, (found) => byKeyboard(browser, service, role, path, found));
  }
}

async function scripts(browser, service) {
  await step(`sqlite: ${payloads.length} stored scripts run nowhere and are shown as text`, (found) => storedNowhereRun(browser, service, found));
  await step(`sqlite: ${payloads.length} scripts in addresses run nowhere`, (found) => askedNowhereRun(browser, service, found));
}

async function main() {
  if (payloads.length < 200) throw new Error("there are fewer than 200 payloads");
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), "timbang-browser-"));
  const log = openSync(join(pictures, "service.log"), "w");
  const postgres = process.env.TIMBANG_TEST_BROWSER_POSTGRES;
  const services = [];
  const browser = await launch();
  try {
    const start = async (database) => {
      const service = new Service(database, log);
      services.push(service);
      return service.filled();
    };
    let sqlite, other;
    await step("the demonstration starts, and prints an address for each role", async () => {
      [sqlite, other] = await Promise.all([start(`sqlite:${join(folder, "timbang.db")}`), postgres ? start(postgres) : null]);
      for (const role of ROLES) if (!sqlite.keys[role]) throw new Error(`no address for ${role}`);
    });
    await pages(browser, sqlite);
    await ways(browser, sqlite, "sqlite");
    if (other) await step("postgresql, id: a case from draft to objection", (found) => throughACase(browser, other, { language: "id", found }));
    await scripts(browser, sqlite);
    await step("sqlite: somebody signs in with an account at an issuer, and out again", (found) => withAnAccount(browser, folder, log, found));
  } finally {
    await browser.close();
    services.forEach((it) => it.stop());
    closeSync(log);
    await rm(folder, { recursive: true, force: true });
  }
  return ended();
}

process.exit(await main());
