// The way of each role through its work, as a person goes it: fields by their labels, buttons and links by what they say.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { look } from "./lib/looks.js";
import { top } from "./lib/service.js";

/** Facts that agencies state of themselves, and where. */
const STATED = {
  "/agency/name": "Pemerintah Kabupaten Contoh",
  "/assessment/determined_on": "2025-11-03",
  "/talent_management/regulation_set_on": "2024-01-02",
  "/talent_management/committee_formed_on": "2024-02-01",
  "/talent_management/data_updated_on": "2025-12-01",
  "/request/submitted_on": "2026-01-05",
  "/request/position/code": "JPT-01",
  "/request/position/title": "Kepala Dinas Contoh",
};
const CHOSEN = { "/agency/kind": "regency", "/request/position/level": "pratama" };
/** Of these there is none. */
const NONE = ["/assessment/aspects", "/succession_plan", "/approval", "/reports/last_report_on"];

const at = (who, name) => who.page.locator(`main [name="${name}"]`);

/** Pictures and rules of pages on the way, unless the page is looked at elsewhere. */
const seen = (who, name) => (who.looks ? look(who, `way-${name}`) : Promise.resolve());

/** An agency writes its case, is told what is wrong, mends it, checks it and submits it; gives the address of the case. */
export async function submits(agency) {
  const { say } = words(agency);
  await agency.open("/");
  await agency.open("/cases/new");
  await agency.follow(/Pengecualian dari seleksi terbuka$|Exemption from open selection$/);
  for (const [name, value] of Object.entries(STATED)) await at(agency, name).fill(value);
  for (const [name, value] of Object.entries(CHOSEN)) await at(agency, name).selectOption(value);
  for (const name of NONE) await at(agency, `state:${name}`).selectOption({ label: say("Tidak ada", "There is none") });
  await at(agency, "/assessment/total").fill("tiga ratus");
  await agency.press(say("Simpan konsep", "Save the draft"));
  // Told at the field, and what was typed is still there.
  const total = at(agency, "/assessment/total");
  if ((await total.getAttribute("aria-invalid")) !== "true") throw new Error("the field that is wrong is not marked");
  const told = (await total.getAttribute("aria-describedby")) ?? "";
  const errors = await agency.page.locator(told.split(" ").map((it) => `[id="${it}"].errors`).join(", ")).count();
  if (!errors) throw new Error("the field that is wrong does not name what is wrong");
  if ((await at(agency, "/request/position/title").inputValue()) !== STATED["/request/position/title"]) throw new Error("what was typed is gone");
  await seen(agency, "facts-refused");
  await total.fill(say("340,5", "340.5"));
  await agency.press(say("Simpan konsep", "Save the draft"));
  const address = agency.path().split("?")[0];
  if (!/^\/cases\/[0-9a-f-]{36}$/.test(address)) throw new Error(`the draft is not at an address of its own but at ${agency.path()}`);
  await agency.expect(say("Konsep", "Draft"));
  await seen(agency, "draft-saved");
  await agency.open(`${address}/pre-check`);
  await agency.expect(say("Ini bukan putusan", "This is not a ruling"));
  await seen(agency, "pre-check");
  await agency.open(`${address}/submission`);
  await agency.page.getByRole("radio", { name: say(/^Pertahankan/, /^Keep/) }).check();
  await agency.press(say("Ajukan kasus", "Submit the case"));
  await agency.expect(say("Diajukan", "Submitted"));
  return address;
}

/** A verifier finds the case in the inbox, confirms what is claimed, and has it ruled on. */
export async function verifies(verifier, address) {
  const { say } = words(verifier);
  await verifier.open("/inbox");
  await verifier.page.locator(`main a[href^="${address}"]`).first().waitFor();
  await verifier.open(address);
  await verifier.follow(say("Verifikasi fakta", "Verify the facts"));
  await seen(verifier, "verification");
  await verifier.page.locator('main input[name="claimed_date_is_right"][value="yes"]').check();
  await verifier.page.getByRole("radio", { name: say("sudah saya periksa dan benar", "I looked at them, and they are right") }).check();
  await at(verifier, "reason").fill("Sesuai berkas.");
  await verifier.press(say("Rekam verifikasi", "Record the verification"));
  await verifier.expect(say("Terverifikasi", "Verified"));
  await verifier.open(`${address}/ruling`);
  await seen(verifier, "ruling-asked");
  await verifier.press(say("Putuskan dan rekam", "Rule and record"));
}

/** Where the ruling of a case is. */
async function rulingOf(who, address) {
  await who.open(address);
  const link = who.page.locator('main a[href^="/rulings/"]').first();
  return (await link.getAttribute("href")).split(/[?#]/)[0].split("/").slice(0, 3).join("/");
}

/** A reviewer reads the ruling and confirms it, with a reason. */
export async function confirms(reviewer, address) {
  const { say } = words(reviewer);
  const ruling = await rulingOf(reviewer, address);
  await reviewer.open(ruling);
  await reviewer.expect(say("Wajib seleksi terbuka", "Open selection required"));
  await seen(reviewer, "ruling");
  await reviewer.open(`${ruling}/review`);
  // Nothing is confirmed without a reason: the browser does not even send it.
  await reviewer.page.locator("main").getByRole("button", { name: say("Kukuhkan putusan", "Confirm the ruling") }).click();
  if (!reviewer.path().endsWith("/review")) throw new Error("a review without a reason was sent");
  await at(reviewer, "reason").fill("Syaratnya tidak terpenuhi; sesuai berkas.");
  await reviewer.press(say("Kukuhkan putusan", "Confirm the ruling"));
  await reviewer.expect(say("Dikukuhkan", "Confirmed"));
  return ruling;
}

/** The agency reads its ruling and the letter, and objects. */
export async function objects(agency, address) {
  const { say } = words(agency);
  const ruling = await rulingOf(agency, address);
  await agency.open(ruling);
  await agency.expect(say("Wajib seleksi terbuka", "Open selection required"));
  await agency.open(`${ruling}/letter`);
  await agency.open(`${address}/objection`);
  await at(agency, "reason").fill("Rencana suksesi ditetapkan sesudah berkas dikirim.");
  await at(agency, "sure").check();
  await seen(agency, "objection");
  await agency.press(say("Ajukan keberatan", "Object to the ruling"));
  await agency.expect(say("Ada keberatan", "Objected to"));
}

/** A reviewer answers what the rules leave to a person, in the case that waits for it. */
export async function judges(reviewer, address) {
  const { say } = words(reviewer);
  await reviewer.open(address);
  await reviewer.page.locator('main a[href*="/judgements/"]').first().click();
  await reviewer.page.waitForLoadState("load");
  await seen(reviewer, "judgement");
  await reviewer.page.locator('main input[name="answer"][value="yes"]').check();
  await at(reviewer, "reason").fill("Cacatnya tidak mengubah hasil; boleh diperbaiki.");
  await reviewer.press(say("Rekam penilaian", "Record the judgement"));
  await reviewer.expect(say("Penilaian penelaah: sudah direkam", /judgement: recorded/i));
  const kept = (await reviewer.page.locator("main").textContent()).includes("Cacatnya tidak mengubah hasil");
  if (!kept) throw new Error("the reason of the judgement is not on the page of the case");
  await reviewer.open(`${address}/ruling`);
  await reviewer.press(say("Putuskan dan rekam", "Rule and record"));
}

const FILE = "secretary-fallback/2017/fallback.aturan";

/** Policy staff write a draft, are refused with the line, mend it; another person publishes it. */
export async function publishes(policy, publisher, rulebook = "secretary_fallback", file = FILE) {
  const { say } = words(policy);
  await policy.open("/drafts");
  await at(policy, "rulebook").locator("visible=true").last().selectOption(rulebook);
  await policy.page.locator("#note").fill("Konsep dari peramban.");
  await policy.press(say("Mulai konsep", "Begin the draft"));
  const draft = policy.path().split("?")[0];
  const path = await inDraft(policy, file);
  await policy.open(path);
  const text = at(policy, "text");
  const right = (await text.inputValue()).replace(/^\n/, "");
  await text.fill(right.replace("least_candidates : 1..50 adalah 4", "least_candidate : 1..50 adalah 4"));
  await policy.press(say("Simpan sebagai versi baru", "Save as a new version"));
  // Kept, and told: the name that is not known, in its line.
  const line = right.split("\n").findIndex((it) => it.includes("paling kurang least_candidates")) + 1;
  await policy.expect(new RegExp(`${say("Baris", "Line")} ${line}\\b`));
  await policy.expect("E0201");
  await seen(policy, "draft-faulty");
  await publisher.open(`${draft}/approval`);
  if (await publisher.page.getByRole("button", { name: words(publisher).say("Setujui dan terbitkan", "Approve and publish") }).count()) throw new Error("a draft with errors can be published");
  await at(policy, "text").fill(right.replace("-- Sengaja tidak dimuat", "-- Diperiksa lagi melalui peramban.\n--\n-- Sengaja tidak dimuat"));
  await policy.press(say("Simpan sebagai versi baru", "Save as a new version"));
  await policy.open(`${draft}/check`);
  await seen(policy, "draft-check");
  for (const page of ["difference", "impact"]) await policy.open(`${draft}/${page}`);
  await publisher.open(`${draft}/approval`);
  await seen(publisher, "approval");
  await at(publisher, "looked").check();
  await publisher.press(words(publisher).say("Setujui dan terbitkan", "Approve and publish"));
  await publisher.expect(words(publisher).say(/terbit/i, /publi/i));
}

/** The address of a file of the draft that is open. */
async function inDraft(policy, file) {
  const links = await policy.page.locator('main a[href*="/file?path="]').evaluateAll((all) => all.map((it) => it.getAttribute("href")));
  const found = links.find((it) => decodeURIComponent(it).includes(file)) ?? links.find((it) => decodeURIComponent(it).endsWith("fallback.aturan"));
  if (!found) throw new Error(`no file ${file} in ${links.join(", ")}`);
  return found;
}

/** An auditor finds who did what, and has a ruling made again. */
export async function audits(auditor, ruling) {
  const { say } = words(auditor);
  await auditor.open("/");
  await auditor.expect(say(/Jejak audit/, /Audit trail/));
  await auditor.open("/audit/rulings");
  await auditor.open(ruling);
  await auditor.press(say("Putus ulang sekarang", "Replay now"));
  await auditor.expect(say("Sama persis", "Exactly the same"));
  await seen(auditor, "replay");
}

/** Anyone checks a letter: with its code, from its own address, and with a code that is wrong. */
export async function checks(nobody, reader, ruling) {
  const { say } = words(nobody);
  await reader.open(`${ruling}/letter`);
  const letter = await reader.page.locator("body").innerText();
  const code = /\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){4}\b/.exec(letter)?.[0];
  if (!code) throw new Error(`no code on the letter:\n${letter.slice(-600)}`);
  await nobody.open("/check");
  await nobody.page.locator("#ruling").fill(ruling.split("/")[2]);
  await nobody.page.locator("#code").fill(code);
  await nobody.press(say("Periksa", "Check"));
  await nobody.expect(ruling.split("/")[2]);
  await seen(nobody, "check");
  if (await nobody.page.locator("main .notice.bad").count()) throw new Error("a letter that is right is not known");
  await nobody.open(`/check/${ruling.split("/")[2]}/AAAA-AAAA-AAAA-AAAA-AAAA`, 404);
  await nobody.page.locator("main .notice.bad").waitFor();
  await seen(nobody, "check-wrong");
}

/** The case of the demonstration that waits for a judgement. */
export async function waitsForJudgement(service) {
  const cases = await service.client("reviewer").get("cases?state=verified&limit=200");
  const found = cases.items.find((it) => it.rulebook === "pandemic_selection");
  if (found) return `/cases/${found.id}`;
  // It was answered already: another one like it.
  const facts = JSON.parse(readFileSync(join(top, "rules/pandemic-selection/cases/t16-ciamis-october-2020.json"), "utf8"));
  const begun = await service.client("agency").post("cases", { rulebook: "pandemic_selection", case: facts });
  await service.client("agency").post(`cases/${begun.id}/submission`, { keep_date: true });
  await service.client("verifier").post(`cases/${begun.id}/verification`, { claimed_date_is_right: true, rest: "verified", reason: "Sesuai berkas." });
  return `/cases/${begun.id}`;
}

const words = (who) => ({ say: (indonesian, english) => who.say(indonesian, english) });
