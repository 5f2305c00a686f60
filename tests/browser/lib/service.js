// The program, serving the demonstration from a database of its own; and requests to it as programs send them.

import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const top = fileURLToPath(new URL("../../../", import.meta.url));
const program = process.env.TIMBANG_PROGRAM || join(top, "target/debug/timbang");

/** What a browser would exceed that clicks faster than people do. */
const LIMITS = ["requests_per_minute", "previews_per_minute", "anonymous_per_minute", "connections_per_address"];

export class Service {
  /** One that runs already: its output is in this text. */
  static of(text, database) {
    const service = new Service(database);
    text.split("\n").forEach((line) => service.heard(line));
    return service;
  }

  /** What it reports goes to `log`, an open file. */
  constructor(database, log) {
    this.database = database;
    this.log = log;
    this.keys = {};
    this.agency = "";
  }

  /** Starts, and serves once the demonstration is filled. */
  filled() {
    return this.started(["--demo", "--listen", "127.0.0.1:0"], (line) => {
      this.heard(line);
      return line.startsWith("Stop it");
    });
  }

  /** Starts with the settings of a file, and serves at this port without a demonstration. */
  bare(settings, port) {
    this.address = `http://127.0.0.1:${port}`;
    return this.started(["--config", settings, "--listen", `127.0.0.1:${port}`], (line) => line.includes(this.address));
  }

  started(more, serves) {
    const limits = LIMITS.flatMap((it) => ["--set", `limits.${it}=1000000`]);
    const set = ["--language", "en", "--quiet", "--rules", "rules", "--database", this.database, ...more, ...limits];
    this.process = spawn(program, ["serve", ...set], { cwd: top, stdio: ["ignore", "pipe", this.log] });
    return new Promise((resolve, reject) => {
      this.process.once("exit", (code) => reject(new Error(`the service ended with ${code}`)));
      const lines = createInterface({ input: this.process.stdout });
      lines.on("line", (line) => serves(line) && resolve(this));
    });
  }

  /** `  agency    Andi, provinsi-…   http://127.0.0.1:8080/sign-in?key=tb_…` */
  heard(line) {
    const found = /^\s+([a-z]+)\s+(.*?)\s+(http:\S+)\/sign-in\?key=(tb_\S+)$/.exec(line);
    if (!found) return;
    const [, role, who, address, key] = found;
    this.address = address;
    this.keys[role] = key;
    if (role === "agency") this.agency = who.split(", ")[1];
  }

  /** A key for someone of the demonstration. */
  key(role, person, agency) {
    const whose = agency ? ["--agency", agency] : [];
    const set = ["--tenant", "demo", "--role", role, "--person", person, ...whose, "--database", this.database];
    return execFileSync(program, ["key", "create", ...set], { cwd: top, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  }

  /** Whoever has this key, or the key of this role. */
  client(role) {
    return new Client(this.address, this.keys[role] || role);
  }

  stop() {
    this.process?.removeAllListeners("exit");
    this.process?.kill("SIGKILL");
  }
}

/** Asks as a program does. */
export class Client {
  constructor(address, key) {
    this.address = address;
    this.key = key;
  }

  async send(method, path, body, headers = {}) {
    const answer = await fetch(`${this.address}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, "idempotency-key": randomUUID(), "content-type": "application/json", ...headers },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return { etag: answer.headers.get("etag"), text, json: text.startsWith("{") ? JSON.parse(text) : null };
  }

  async get(path) {
    return (await this.send("GET", path)).json;
  }

  async post(path, body = {}) {
    return (await this.send("POST", path, body)).json;
  }

  /** Every item of a list that comes page by page. */
  async all(path) {
    const items = [];
    for (let next = ""; next !== null; ) {
      const page = await this.get(next ? `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(next)}` : path);
      items.push(...page.items);
      next = page.next ?? null;
    }
    return items;
  }
}
