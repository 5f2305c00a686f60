//! A browser as simple as can be: it keeps cookies, and sends the hidden fields of the form that it was shown.

use crate::client::{Reply, send};
use crate::support::TestApp;

/// A browser with its cookies.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    pub(crate) address: String,
    cookies: Vec<(String, String)>,
}

impl Browser {
    pub(crate) fn new(app: &TestApp) -> Self {
        Self { address: app.address.clone(), cookies: Vec::new() }
    }

    /// Someone of the tenant `demo`, signed in with a key of this role.
    pub(crate) fn signed_in(app: &TestApp, role: &str, name: &str) -> Self {
        Self::with_key(app, &app.person(role, name).key)
    }

    /// Whoever holds the key, signed in.
    pub(crate) fn with_key(app: &TestApp, key: &str) -> Self {
        let mut browser = Self::new(app);
        let shown = browser.get("/sign-in").with_status(200);
        browser.post(&shown, "/sign-in", &[("key", key)]).with_status(303);
        browser
    }

    pub(crate) fn get(&mut self, path: &str) -> Reply {
        self.send("GET", path, &[], "")
    }

    /// Sends the form with this action of a page, with its hidden fields, these ones replaced or added.
    pub(crate) fn post(&mut self, shown: &Reply, action: &str, fields: &[(&str, &str)]) -> Reply {
        let mut all = hidden_fields(&shown.body, action);
        all.retain(|it| !fields.iter().any(|given| given.0 == it.0));
        all.extend(fields.iter().map(|it| (it.0.to_owned(), it.1.to_owned())));
        let body: Vec<String> = all.iter().map(|it| format!("{}={}", escaped(&it.0), escaped(&it.1))).collect();
        self.send("POST", action, &[], &body.join("&"))
    }

    /// The same as browsers do it, which say where a form comes from.
    pub(crate) fn submit(&mut self, shown: &Reply, action: &str, fields: &[(&str, &str)]) -> Reply {
        let mut all = hidden_fields(&shown.body, action);
        all.retain(|it| !fields.iter().any(|given| given.0 == it.0));
        all.extend(fields.iter().map(|it| (it.0.to_owned(), it.1.to_owned())));
        let body: Vec<String> = all.iter().map(|it| format!("{}={}", escaped(&it.0), escaped(&it.1))).collect();
        let origin = format!("http://{}", self.address);
        let headers = [("origin", origin.as_str()), ("sec-fetch-site", "same-origin")];
        self.send("POST", action, &headers, &body.join("&"))
    }

    /// The same for a form with files: field, name, type and content of each.
    pub(crate) fn submit_files(
        &mut self,
        shown: &Reply,
        action: &str,
        fields: &[(&str, &str)],
        files: &[[&str; 4]],
    ) -> Reply {
        let mut body = String::new();
        let mut part = |head: &str, value: &str| {
            body.push_str(&format!("--limit\r\ncontent-disposition: form-data; {head}\r\n\r\n{value}\r\n"));
        };
        for (name, value) in hidden_fields(&shown.body, action) {
            if !fields.iter().any(|given| given.0 == name) {
                part(&format!("name=\"{name}\""), &value);
            }
        }
        for (name, value) in fields {
            part(&format!("name=\"{name}\""), value);
        }
        for [field, name, kind, content] in files {
            part(&format!("name=\"{field}\"; filename=\"{name}\"\r\ncontent-type: {kind}"), content);
        }
        body.push_str("--limit--\r\n");
        let origin = format!("http://{}", self.address);
        let kind = "multipart/form-data; boundary=limit";
        self.send("POST", action, &[("content-type", kind), ("origin", &origin)], &body)
    }

    /// Ends the session behind the back of this browser, which keeps its cookie.
    pub(crate) fn is_signed_out_elsewhere(&self) {
        let mut other = self.clone();
        let shown = other.get("/cases").with_status(200);
        other.post(&shown, "/sign-out", &[]).with_status(303);
    }

    /// A form in another type of content.
    pub(crate) fn send_form(&mut self, path: &str, content_type: &str, body: &str) -> Reply {
        self.send("POST", path, &[("content-type", content_type)], body)
    }

    /// A request with the cookies and these headers.
    pub(crate) fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let cookies: Vec<String> = self.cookies.iter().map(|it| format!("{}={}", it.0, it.1)).collect();
        let cookies = cookies.join("; ");
        let mut all = vec![("accept", "text/html,application/xhtml+xml")];
        if !cookies.is_empty() {
            all.push(("cookie", &cookies));
        }
        if method == "POST" && !headers.iter().any(|it| it.0 == "content-type") {
            all.push(("content-type", "application/x-www-form-urlencoded"));
        }
        all.extend(headers);
        let reply = send(&self.address, method, path, &all, body);
        for (_, value) in reply.headers.iter().filter(|it| it.0 == "set-cookie") {
            let (name, value) = value.split(';').next().and_then(|it| it.split_once('=')).expect("a cookie");
            self.cookies.retain(|it| it.0 != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        reply
    }
}

/// Name and value of each hidden field of the form with this action.
pub(crate) fn hidden_fields(page: &str, action: &str) -> Vec<(String, String)> {
    let inputs = form_to(page, action).split("<input").skip(1).filter_map(|it| it.split('>').next());
    let hidden = inputs.filter(|it| it.contains("type=\"hidden\""));
    hidden.map(|it| (attribute(it, "name"), attribute(it, "value"))).collect()
}

/// Every control of the form with this action, with the value that a browser would send.
pub(crate) fn controls(page: &str, action: &str) -> Vec<(String, String)> {
    let form = without_templates(form_to(page, action));
    let mut found = Vec::new();
    for part in form.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        match tag.split(' ').next().unwrap_or_default() {
            "input" => found.push((attribute(tag, "name"), attribute(tag, "value"))),
            "textarea" => found.push((attribute(tag, "name"), plain(text))),
            // The first choice counts unless another one is marked.
            "select" => found.push((attribute(tag, "name"), "\u{0}".to_owned())),
            "option" => chosen(&mut found, tag),
            _ => {}
        }
    }
    found.retain(|it| !it.0.is_empty());
    found
}

fn chosen(found: &mut [(String, String)], tag: &str) {
    let select = found.last_mut().expect("a choice is one of a list");
    if select.1 == "\u{0}" || tag.split(' ').any(|it| it == "selected") {
        select.1 = attribute(tag, "value");
    }
}

/// What the script copies is not sent.
fn without_templates(form: &str) -> String {
    let (mut kept, mut depth) = (String::new(), 0_usize);
    for part in form.split_inclusive('>') {
        depth += part.matches("<template").count();
        if depth == 0 {
            kept.push_str(part);
        }
        depth -= part.matches("</template").count();
    }
    kept
}

/// What stands in the form with this action.
fn form_to<'p>(page: &'p str, action: &str) -> &'p str {
    let mark = format!("action=\"{action}\"");
    let form = page.split("<form").find(|it| it.split('>').next().is_some_and(|head| head.contains(&mark)));
    let form = form.unwrap_or_else(|| panic!("no form to {action} in {page}"));
    form.split("</form>").next().unwrap_or_default()
}

fn attribute(tag: &str, name: &str) -> String {
    let mark = format!(" {name}=\"");
    let value = tag.split_once(&mark).and_then(|it| it.1.split('"').next()).unwrap_or_default();
    plain(value)
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn escaped(text: &str) -> String {
    let sign = |it: u8| if it.is_ascii_alphanumeric() { char::from(it).to_string() } else { format!("%{it:02X}") };
    text.bytes().map(sign).collect()
}
