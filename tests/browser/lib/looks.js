// What holds for every page: accessible by axe in light and dark, no scrolling sideways on a phone, and pictures for people to look at.

import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { top } from "./service.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const PHONE = { width: 390, height: 844 };
export const pictures = join(top, "target/browser");

/** Rules about colours, which take the most time and are the same in every language. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** Breaches of the rules of WCAG on a page: of all, of those about colours alone, or of all but those. */
export async function breaches(page, which = "all") {
  // It is run by the debugger, so the policy of the page needs no hole for it.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  const options = { runOnly: which === "colours" ? { type: "rule", values: COLOURS } : { type: "tag", values: LEVELS }, resultTypes: ["violations"], elementRef: false };
  if (which === "no colours") options.rules = Object.fromEntries(COLOURS.map((it) => [it, { enabled: false }]));
  const result = await page.evaluate((options) => window.axe.run(document, options), options);
  return result.violations.flatMap((it) =>
    it.nodes.slice(0, 3).map((node) => `axe ${it.id}: ${node.target.join(" ")}: ${(node.failureSummary || it.help).split("\n").slice(0, 2).join(" ").slice(0, 300)}`),
  );
}

/** How far a page can be scrolled sideways. */
export const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** A picture of the whole page. */
export async function picture(page, name) {
  const path = join(pictures, `${name}.jpeg`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true, animations: "disabled", type: "jpeg", quality: 70 });
}

/** Looks at the page that is open; with `colours`, in light and dark. */
export async function look(visitor, name, colours = true) {
  const { page } = visitor;
  const tell = (what) => visitor.found(`${visitor.as || "nobody"}, ${visitor.language}, ${visitor.path()}: ${what}`);
  const wide = page.viewportSize();
  await picture(page, `${visitor.language}/${name}-1280`);
  for (const it of await breaches(page, colours ? "all" : "no colours")) tell(it);
  if (colours) {
    await page.emulateMedia({ colorScheme: "dark" });
    for (const it of await breaches(page, "colours")) tell(`dark: ${it}`);
    await picture(page, `${visitor.language}/${name}-1280-dark`);
    await page.emulateMedia({ colorScheme: "light" });
  }
  await page.setViewportSize(PHONE);
  const beyond = await sideways(page);
  if (beyond > 0) tell(`${beyond} pixels too wide for a phone: ${await widest(page)}`);
  await picture(page, `${visitor.language}/${name}-390`);
  await page.setViewportSize(wide);
}

/** What reaches farthest beyond the side. */
function widest(page) {
  return page.evaluate(() => {
    const beyond = (it) => it.getBoundingClientRect().right;
    const all = [...document.querySelectorAll("main *, header *, footer *")].filter((it) => beyond(it) > window.innerWidth + 1 && !it.closest(".scroll *"));
    const last = all.sort((a, b) => beyond(b) - beyond(a))[0];
    return last ? `<${last.tagName.toLowerCase()} class="${last.className}"> ${last.textContent.trim().slice(0, 60)}` : "?";
  });
}
