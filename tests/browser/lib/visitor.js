// Someone with a browser: signed in, in a language, watched all the time. Nothing that a page says on the console, no dialog, no
// request to elsewhere and no breach of the content security policy goes by unnoticed.

import { chromium } from "playwright-core";
import { existsSync } from "node:fs";

const root = process.getuid?.() === 0;
const program = process.env.TIMBANG_CHROMIUM || ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

export function launch() {
  const args = [
    "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
    // Nothing elsewhere is to be had.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  ];
  return chromium.launch({ executablePath: program, args: root ? [...args, "--no-sandbox"] : args, chromiumSandbox: !root });
}

/** What stored scripts would call, and what a breach of the policy is told by; set before anything of a page runs. */
function watched() {
  window.__hit = () => console.error("EXECUTED a stored script");
  document.addEventListener("securitypolicyviolation", (it) => {
    console.error(`POLICY ${it.violatedDirective} ${it.blockedURI} ${it.sample}`);
  });
}

export class Visitor {
  /** `as` is a role of the demonstration, a key, or nothing for someone who is not signed in. */
  static async of(browser, service, { as, language = "id", width = 1280, scheme = "light", script = true, found = fail } = {}) {
    const context = await browser.newContext({
      baseURL: service.address,
      viewport: { width, height: 900 },
      colorScheme: scheme,
      javaScriptEnabled: script,
      reducedMotion: "reduce",
      locale: language === "id" ? "id-ID" : "en-GB",
    });
    context.setDefaultTimeout(20_000);
    await context.addInitScript(watched);
    await context.addCookies([{ name: "timbang_language", value: language, url: service.address }]);
    const visitor = new Visitor(context, await context.newPage(), service, { as, language, found });
    visitor.watch();
    if (as) await visitor.signIn(service.keys[as] || as);
    return visitor;
  }

  constructor(context, page, service, { as, language, found }) {
    Object.assign(this, { context, page, service, as, language, found });
    /** Statuses of documents that are expected, beside 200. */
    this.expected = [];
    /** How often a page asked before it was left, and whether the answer is to stay. */
    Object.assign(this, { asked: 0, stays: false });
  }

  /** What a page says in the language of this visitor. */
  say(indonesian, english) {
    return this.language === "id" ? indonesian : english;
  }

  watch() {
    const tell = (what) => this.found(`${this.as || "nobody"}, ${this.language}, ${this.path()}: ${what}`);
    this.page.on("console", (message) => {
      const text = message.text();
      // An answer that is no page of the usual kind stands on the console as well; its status is checked where it is asked for.
      if (/^Failed to load resource: the server responded with a status of 4\d\d/.test(text) && message.location().url === this.page.url()) return;
      // Whoever leaves a page before its icon was loaded has the icon refused by the next page.
      if (/\/mark\.svg/.test(text)) return;
      if (message.type() === "error" || message.type() === "warning") tell(`console: ${text}`);
    });
    this.page.on("pageerror", (error) => tell(`script: ${error.message}`));
    this.page.on("dialog", (dialog) => {
      // Something typed was not sent: whoever walks through the pages leaves all the same, unless he is there to be asked.
      if (dialog.type() === "beforeunload") {
        this.asked += 1;
        return (this.stays ? dialog.dismiss() : dialog.accept()).catch(() => {});
      }
      tell(`a dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
    this.page.on("popup", (popup) => tell(`a window: ${popup.url()}`));
    this.page.on("request", (request) => {
      const url = request.url();
      const own = url.startsWith(`${this.service.address}/`) || url.startsWith("data:image/") || url === "about:blank";
      if (!own) tell(`a request to ${url.slice(0, 200)}`);
    });
    this.page.on("requestfailed", (request) => {
      const failure = request.failure()?.errorText ?? "";
      if (!/ERR_ABORTED/.test(failure) && !request.url().endsWith("/mark.svg")) tell(`a request that failed: ${request.url().slice(0, 200)} ${failure}`);
    });
  }

  path() {
    const url = this.page.url();
    return url.startsWith(this.service.address) ? url.slice(this.service.address.length) : url;
  }

  async signIn(key) {
    await this.page.goto(`/sign-in?key=${key}`);
    await this.press(this.say("Masuk", "Sign in"));
    if (this.path().startsWith("/sign-in")) throw new Error("the key does not sign in");
  }

  /** Opens a page; gives its status. */
  async open(path, expected = 200) {
    const answer = await this.page.goto(path, { waitUntil: "load" });
    const status = answer?.status() ?? 0;
    if (status !== expected) this.found(`${this.as || "nobody"}, ${this.language}, ${path}: status ${status}, not ${expected}`);
    return status;
  }

  /** The field with this label, in the main part of the page. */
  field(label) {
    return this.page.locator("main").getByLabel(label, { exact: typeof label === "string" }).first();
  }

  /** Presses the button with this name in the main part, and waits for the page that follows. */
  async press(name) {
    const button = this.page.locator("main").getByRole("button", { name, exact: typeof name === "string" }).first();
    await Promise.all([this.page.waitForEvent("load"), button.click()]);
  }

  /** Follows the link with this name in the main part. */
  async follow(name) {
    const link = this.page.locator("main").getByRole("link", { name, exact: typeof name === "string" }).first();
    await Promise.all([this.page.waitForEvent("load"), link.click()]);
  }

  /** The text of the main part as it is read. */
  text() {
    return this.page.locator("main").innerText();
  }

  async expect(pattern, what) {
    const text = await this.text();
    const there = typeof pattern === "string" ? text.includes(pattern) : pattern.test(text);
    if (!there) throw new Error(`${this.path()}: ${what || pattern} is not there, but:\n${text.slice(0, 800)}`);
  }

  close() {
    return this.context.close();
  }
}

function fail(what) {
  throw new Error(what);
}
