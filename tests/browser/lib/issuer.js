// A little issuer of OpenID Connect: a page with two links, and ID tokens for whoever follows the right one.

import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";

/** Browsers ask for one otherwise. */
const ICON = '<link rel="icon" href="data:,">';

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export class Issuer {
  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.set = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "ES256" }] };
    this.key = { key: privateKey, dsaEncoding: "ieee-p1363" };
    /** What was asked for, by the code that it is worth. */
    this.codes = new Map();
  }

  async listening() {
    this.server = createServer((request, response) => this.answer(request, response).catch(() => response.destroy()));
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  /** The settings of a service at this address that takes it for verifiers. */
  settings(address) {
    const { url } = this;
    return `
      [pages]
      address = "${address}"
      [[issuers]]
      issuer = "${url}"
      algorithm = "ES256"
      jwks_url = "${url}/certs"
      tenant = "demo"
      [issuers.roles]
      regional_office = "verifier"
      [issuers.sign_in]
      client_id = "pages"
      authorization_endpoint = "${url}/authorize"
      token_endpoint = "${url}/token"
      end_session_endpoint = "${url}/logout"
      label = { id = "akun ASN", en = "your civil servant account" }
    `;
  }

  async answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, this.url);
    const asked = Object.fromEntries(searchParams);
    if (pathname === "/certs") return response.end(JSON.stringify(this.set));
    if (pathname === "/token") return this.exchange(request, response);
    response.setHeader("content-type", "text/html");
    if (pathname === "/logout") return response.end(`${ICON}<main><a href="${asked.post_logout_redirect_uri}">back</a></main>`);
    if (pathname !== "/authorize") return response.writeHead(404).end();
    const code = createHash("sha256").update(asked.state).digest("hex");
    this.codes.set(code, asked);
    const back = (answer) => `${asked.redirect_uri}?state=${asked.state}&${answer}`;
    response.end(`${ICON}<main><a href="${back(`code=${code}`)}">yes</a> <a href="${back("error=access_denied")}">no</a></main>`);
  }

  async exchange(request, response) {
    let text = "";
    for await (const part of request) text += part;
    const form = Object.fromEntries(new URLSearchParams(text));
    const asked = this.codes.get(form.code);
    this.codes.delete(form.code);
    const challenge = createHash("sha256").update(form.code_verifier ?? "").digest("base64url");
    response.setHeader("content-type", "application/json");
    if (challenge !== asked?.code_challenge || form.redirect_uri !== asked.redirect_uri) {
      return response.writeHead(400).end(JSON.stringify({ error: "invalid_grant" }));
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.url, aud: asked.client_id, sub: "siti", nonce: asked.nonce, iat: now, exp: now + 300, role: "regional_office" };
    const message = `${encoded({ alg: "ES256", typ: "JWT", kid: "one" })}.${encoded(claims)}`;
    const signature = sign("sha256", Buffer.from(message), this.key).toString("base64url");
    response.end(JSON.stringify({ token_type: "Bearer", access_token: "none", id_token: `${message}.${signature}` }));
  }

  stop() {
    this.server?.close();
    this.server?.closeAllConnections();
  }
}
