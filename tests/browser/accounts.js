// Somebody signs in with their account at an issuer: a real browser goes there and back, with the cookies and the policy that it keeps.

import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";

import { Issuer } from "./lib/issuer.js";
import { look } from "./lib/looks.js";
import { Service } from "./lib/service.js";
import { Visitor } from "./lib/visitor.js";

/** The address of the pages has to be known before they are there. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function withAnAccount(browser, folder, log, found) {
  const issuer = await new Issuer().listening();
  const service = new Service(`sqlite:${join(folder, "accounts.db")}`, log);
  try {
    const port = await freePort();
    const settings = join(folder, "accounts.toml");
    await writeFile(settings, issuer.settings(`http://127.0.0.1:${port}`));
    await service.bare(settings, port);
    // It is the way to the issuer that is looked at: going there is no breach.
    const elsewhere = (what) => what.includes(`a request to ${issuer.url}/`) || found(what);
    for (const [language, script] of [["id", true], ["en", false]]) {
      const visitor = await Visitor.of(browser, service, { language, script, found: elsewhere });
      try {
        await signsInAndOut(visitor, issuer, script);
      } finally {
        await visitor.close();
      }
    }
  } finally {
    service.stop();
    issuer.stop();
  }
}

async function signsInAndOut(visitor, issuer, looks) {
  const say = (id, en) => visitor.say(id, en);
  const seen = (name) => (looks ? look(visitor, `sign-in-${name}`) : Promise.resolve());
  const button = say("Masuk dengan akun ASN", "Sign in with your civil servant account");
  await visitor.open("/cases?state=submitted");
  await seen("asked");
  await visitor.follow(button);
  await visitor.follow("no");
  await visitor.expect(say("tidak mengizinkan Anda masuk", "did not let you in"));
  await seen("denied");
  // Where they wanted to go is not forgotten on the way.
  await visitor.follow(button);
  await visitor.follow("yes");
  if (visitor.path() !== "/cases?state=submitted") throw new Error(`signed in, but at ${visitor.path()}`);
  const header = visitor.page.locator("header");
  await header.locator("summary").click();
  await Promise.all([visitor.page.waitForEvent("load"), header.getByRole("button", { name: say("Keluar", "Sign out"), exact: true }).click()]);
  await visitor.expect(say("mungkin masih masuk di akun ASN", "may still be signed in to your civil servant account"));
  await seen("left");
  await visitor.follow(say("Keluar juga dari akun ASN", "Sign out of your civil servant account"));
  if (!visitor.page.url().startsWith(`${issuer.url}/logout?`)) throw new Error(`not at the issuer but at ${visitor.page.url()}`);
  await visitor.follow("back");
  await visitor.open("/cases");
  if (!visitor.path().startsWith("/sign-in")) throw new Error("whoever signed out is still signed in");
}
