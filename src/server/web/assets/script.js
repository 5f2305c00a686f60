// What helps where a script runs; every page works without it. Nothing here writes HTML but what this service sent.
"use strict";

const policy = window.trustedTypes ? window.trustedTypes.createPolicy("timbang", { createHTML: (text) => text }) : null;

/** The nodes of HTML that this service sent. */
function nodes(text) {
  const template = document.createElement("template");
  template.innerHTML = policy ? policy.createHTML(text) : text;
  return template.content;
}

/** Says that what is shown is not up to date, once. */
function stale(target, text) {
  if (target.querySelector("[data-stale]")) return;
  const note = document.createElement("p");
  note.className = "notice warn";
  note.dataset.stale = "";
  note.textContent = text;
  target.prepend(note);
}

/**
 * A form with data-live="ID": whenever something in it changes, it is sent in the background and its answer replaces ID. If none
 * comes, data-stale is said there.
 */
function live(form) {
  const target = document.getElementById(form.dataset.live);
  let timer = 0;
  let latest = 0;
  const send = async () => {
    const turn = ++latest;
    target.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.liveTo || form.action, {
        method: "POST",
        headers: { "x-part": "1" },
        body: new URLSearchParams(new FormData(form)),
      });
      const text = await answer.text();
      if (turn !== latest) return;
      if (answer.headers.get("x-part") === "1") target.replaceChildren(nodes(text));
      else stale(target, form.dataset.stale);
    } catch {
      // The button still sends the form as ever.
      if (turn === latest) stale(target, form.dataset.stale);
    } finally {
      if (turn === latest) target.removeAttribute("aria-busy");
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(send, 350);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
}

/** Puts a number in place of the mark of a template, in templates inside of it as well. */
function number(content, mark, value) {
  for (const it of content.querySelectorAll("*")) {
    for (const name of it.getAttributeNames()) {
      const text = it.getAttribute(name);
      if (text.includes(mark)) it.setAttribute(name, text.replaceAll(mark, String(value)));
    }
    if (it instanceof HTMLTemplateElement) number(it.content, mark, value);
  }
}

/** The rows of a list: of a wide table without the halves below them. */
function rowsOf(body) {
  return [...body.children].filter((it) => !it.matches(".below"));
}

/** The button that adds a row to a list can be pressed as long as the list has room for it. */
function room(body) {
  const row = document.getElementById(`${body?.id}-row`);
  const button = row?.previousElementSibling?.querySelector("[data-add-row]");
  if (button && row.dataset.most) button.disabled = rowsOf(body).length >= Number(row.dataset.most);
}

/** A button with data-add-row="ID": puts a copy of the template ID-row below the last row, with its mark ({n}) counted on. */
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-add-row]");
  if (!button) return;
  event.preventDefault();
  const body = document.getElementById(button.dataset.addRow);
  const row = document.getElementById(`${button.dataset.addRow}-row`);
  const next = Number(body.dataset.next || rowsOf(body).length);
  body.dataset.next = String(next + 1);
  const copy = row.content.cloneNode(true);
  number(copy, row.dataset.mark || "{n}", next);
  body.append(copy);
  room(body);
  rowsOf(body).at(-1)?.querySelector("input:not([type=hidden]),select,textarea")?.focus();
});

/** A button with data-remove-row takes its row away. */
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-remove-row]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("tr,li,fieldset");
  const form = row?.closest("form");
  const body = row?.parentElement;
  if (row?.nextElementSibling?.matches("tr.below")) row.nextElementSibling.remove();
  row?.remove();
  room(body);
  form?.dispatchEvent(new Event("change", { bubbles: true }));
});

/** A form that was sent is not sent again by a second press. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.dataset.sent) {
    if (form.dataset.sent) event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});
function sendable() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
}
window.addEventListener("pageshow", sendable);

/** Forms in which something was typed that was not sent yet: whoever leaves is asked first. */
const unsent = new Set();
const keeps = (form) => form?.method === "post" && !form.dataset.live && !form.dataset.sent;
document.addEventListener("input", (event) => {
  if (keeps(event.target.form)) unsent.add(event.target.form);
});
window.addEventListener("beforeunload", (event) => {
  if (![...unsent].some((form) => form.isConnected && keeps(form))) return;
  event.preventDefault();
  // Whoever stays can press everything again.
  setTimeout(sendable, 0);
});
document.addEventListener("submit", (event) => unsent.delete(event.target));
// What was refused is not kept anywhere either.
document.querySelectorAll("form [aria-invalid=true]").forEach((it) => keeps(it.form) && unsent.add(it.form));
document.querySelectorAll("form[data-unsent]").forEach((it) => keeps(it) && unsent.add(it));

/** Buttons with data-print print; with data-open-all="SELECTOR" open every part. */
document.addEventListener("click", (event) => {
  const it = event.target.closest?.("[data-print],[data-open-all]");
  if (!it) return;
  event.preventDefault();
  if ("print" in it.dataset) window.print();
  else for (const part of document.querySelectorAll(it.dataset.openAll)) part.open = true;
});

/** What a reader folded away is printed all the same. */
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("main details:not([open])")) {
    part.dataset.closed = "1";
    part.open = true;
  }
});
window.addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("main details[data-closed]")) {
    delete part.dataset.closed;
    part.open = false;
  }
});

/** Whether something else stands in a field than the page came with. */
function differs(it) {
  if (it instanceof HTMLSelectElement) return ![...it.options].every((option) => option.selected === option.defaultSelected);
  return it.type === "checkbox" ? it.checked !== it.defaultChecked : it.value !== it.defaultValue;
}

/** Marks the values of a correction that were changed. */
document.addEventListener("input", (event) => {
  const field = event.target.closest?.(".if-correct .field");
  if (!field || field.querySelector(".help")) return;
  field.classList.toggle("changed", [...field.querySelectorAll("input, select")].some(differs));
});

const inWords = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang || "id", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** The day in a date field, in words below it: how a browser shows it can be read two ways. */
function dayInWords(field) {
  const output = field.id && document.querySelector(`output.day-words[for="${CSS.escape(field.id)}"]`);
  if (!output) return;
  const day = new Date(`${field.value}T00:00:00Z`);
  output.textContent = Number.isNaN(day.getTime()) ? "" : inWords.format(day);
  output.hidden = false;
}
document.addEventListener("input", (event) => {
  const field = event.target.closest?.("input[type=date]");
  if (field) dayInWords(field);
});
// Also what a browser put back into the fields of a page that it shows once more.
window.addEventListener("pageshow", () => document.querySelectorAll("input[type=date]").forEach(dayInWords));

document.querySelectorAll("form[data-live]").forEach(live);
document.querySelectorAll("[data-add-row]").forEach((it) => (it.hidden = false));
document.querySelectorAll("[data-needs-script]").forEach((it) => (it.hidden = false));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details.me[open]").forEach((it) => (it.open = false));
});
