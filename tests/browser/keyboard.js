// By keyboard alone: the way to the content, the ways to other pages and the work on the page, always with a focus that is seen.

import { Visitor } from "./lib/visitor.js";

const FOCUSED = () => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const style = getComputedStyle(it);
  const box = it.getBoundingClientRect();
  const outlined = (of) => of.outlineStyle !== "none" && parseFloat(of.outlineWidth) > 0;
  // A box that is hidden behind its label shows its focus there.
  const shown = outlined(style) || style.boxShadow !== "none" || (it.labels && [...it.labels].some((label) => outlined(getComputedStyle(label))));
  return {
    name: (it.getAttribute("aria-label") || it.innerText || it.getAttribute("name") || it.tagName).trim().slice(0, 60),
    where: it.matches(".skip") ? "skip" : it.closest("nav[aria-label]") && it.closest("header") ? "nav" : it.closest("main") ? "main" : "other",
    tag: it.tagName, shown, inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
};

/** Goes through a page by Tab. */
export async function byKeyboard(browser, service, role, path, found) {
  const visitor = await Visitor.of(browser, service, { as: role, found });
  await visitor.open(path);
  const met = [];
  for (let turn = 0; turn < 60; turn += 1) {
    await visitor.page.keyboard.press("Tab");
    const focused = await visitor.page.evaluate(FOCUSED);
    if (!focused) break;
    met.push(focused);
    const what = `${role}, ${path}: focus on ${focused.tag} "${focused.name}"`;
    if (!focused.shown) found(`${what} is not shown`);
    if (!focused.inside) found(`${what} is out of sight`);
  }
  if (met[0]?.where !== "skip") found(`${role}, ${path}: the first stop is not the way to the content`);
  for (const where of ["nav", "main"]) if (!met.some((it) => it.where === where)) found(`${role}, ${path}: Tab never reaches ${where}`);
  await visitor.open(path);
  await visitor.page.keyboard.press("Tab");
  await visitor.page.keyboard.press("Enter");
  if (!(await visitor.page.evaluate(() => document.activeElement?.id === "main"))) found(`${role}, ${path}: the way to the content does not lead there`);
  await visitor.close();
}
