// Trying out other facts: the outcome follows what is typed, and says so when it cannot. Nothing of the page is lost then.

import { look } from "./lib/looks.js";

/** Answers as one types; then the session ends. */
export async function triesOut(reviewer, service) {
  const say = (id, en) => reviewer.say(id, en);
  const cases = await service.client("reviewer").get("cases?state=ruled&limit=200");
  const found = cases.items.find((it) => it.rulebook === "exemption");
  await reviewer.open(`/cases/${found.id}/what-if`);
  await reviewer.expect(say("Belum ada yang diubah.", "Nothing is changed yet."));
  const outcome = reviewer.page.locator("#outcome");
  const choices = reviewer.page.locator("form.facts select:not(.if-empty)");
  const choice = choices.first();
  await choice.selectOption({ index: (await choice.evaluate((it) => it.selectedIndex)) === 0 ? 1 : 0 });
  await outcome.getByText(say(/Hasilnya (tetap|menjadi lain)/, /The outcome (stays|would be)/)).first().waitFor();
  await look(reviewer, "what-if-live");
  await reviewer.context.clearCookies({ name: "timbang_session" });
  const changed = await choices.nth(1).evaluate((it) => it.selectedIndex);
  await choices.nth(1).selectOption({ index: changed === 0 ? 1 : 0 });
  await outcome.getByText(say("Hasil ini belum mengikuti isian terakhir", "This does not follow what you changed last")).waitFor();
  await look(reviewer, "what-if-stale");
}

/** A form that was not sent asks before it is left, once something is typed; sending it asks nothing. */
export async function isAskedBeforeLeaving(agency) {
  const say = (id, en) => agency.say(id, en);
  const asked = (times, when) => {
    if (agency.asked !== times) throw new Error(`asked ${agency.asked} times, not ${times}: ${when}`);
  };
  const name = agency.page.locator('main form.facts input[type="text"]').first();
  await agency.open("/cases/new?rulebook=exemption");
  await agency.page.locator(".crumbs a").first().click();
  await agency.page.waitForURL(/\/cases$/);
  asked(0, "nothing was typed");
  await agency.open("/cases/new?rulebook=exemption");
  await name.fill("Kabupaten Uji");
  agency.stays = true;
  await agency.page.locator(".crumbs a").first().click();
  await agency.page.waitForTimeout(300);
  asked(1, "something was typed");
  if ((await name.inputValue()) !== "Kabupaten Uji") throw new Error("what was typed is gone");
  await agency.press(say("Simpan konsep", "Save the draft"));
  asked(1, "the form was sent");
}
