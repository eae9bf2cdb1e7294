"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const F = data.findings, S = data.strings, R = data.rules, N = F.rule.length;
const LEVELS = ["info", "low", "medium", "high", "critical"];
const PAGE = 50; // groups of a page, and findings of a group, at a time
const PRINTED = 500; // findings that printing unfolds

// el makes an element. Texts become text nodes: nothing here makes markup of strings.
function el(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const key in attributes) {
    const value = attributes[key];
    if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
    else if (value === true) e.setAttribute(key, "");
    else if (value !== false && value != null) e.setAttribute(key, value);
  }
  e.append(...children.flat(Infinity).filter(c => c != null && c !== false));
  return e;
}
function svg(name, attributes, ...children) {
  const e = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) e.setAttribute(key, attributes[key]);
  e.append(...children);
  return e;
}
const byId = id => document.getElementById(id);
const number = n => n.toLocaleString("en-US");
const plural = (n, one, many) => number(n) + " " + (n === 1 ? one : many || one + "s");
function say(text) { byId("said").textContent = text; }

// ---- Filters ----------------------------------------------------------------

const EMPTY = { severity: [], area: "", rule: "", account: "", persona: "", status: "open", type: "", subject: "", q: "", group: "rule", page: 0 };
let filter = { ...EMPTY };
let shown = []; // numbers of the findings that pass, in order
let groups = []; // {key, head, list}
const opened = new Map(); // key of a group: how many of its findings are shown
const starts = new Map(); // key of a group: the first that is shown, after a link far into it

const suppressed = i => i in F.suppressed;
const lower = new Map();
function lowered(number) {
  let text = lower.get(number);
  if (text === undefined) lower.set(number, text = S[number].toLowerCase());
  return text;
}

function passes(i, f, words) {
  const rule = R[F.rule[i]];
  if (f.status !== "all" && suppressed(i) !== (f.status === "suppressed")) return false;
  if (f.severity.length && !f.severity.includes(F.severity[i])) return false;
  if (f.area && rule.area !== f.area) return false;
  if (f.rule && rule.id !== f.rule) return false;
  if (f.account !== "" && F.account[i] !== Number(f.account)) return false;
  if (f.persona && rule.persona !== f.persona) return false;
  if (f.type && S[F.type[i]] !== f.type) return false;
  if (f.subject && S[F.arn[i]] !== f.subject && S[F.name[i]] !== f.subject) return false;
  return words.every(w => lowered(F.message[i]).includes(w) || rule.id.includes(w) || lowered(F.name[i]).includes(w) ||
    lowered(F.arn[i]).includes(w) || lowered(F.path[i]).includes(w) || F.fingerprint[i].startsWith(w) ||
    (rule.references || []).some(r => r.toLowerCase().includes(w)));
}

function apply() {
  const words = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  shown = [];
  for (let i = 0; i < N; i++) if (passes(i, filter, words)) shown.push(i);
  shown.sort((a, b) => F.severity[b] - F.severity[a] || a - b);
  const keyOf = {
    rule: i => F.rule[i] + "/" + F.severity[i],
    severity: i => F.severity[i],
    subject: i => F.account[i] + "/" + F.type[i] + "/" + F.name[i],
    account: i => F.account[i],
    file: i => F.path[i],
  }[filter.group];
  const found = new Map();
  for (const i of shown) {
    const key = filter.group + ":" + keyOf(i);
    let g = found.get(key);
    if (!g) found.set(key, g = { key, list: [] });
    g.list.push(i);
  }
  groups = [...found.values()].sort((a, b) => F.severity[b.list[0]] - F.severity[a.list[0]] || (filter.group === "subject" ? b.list.length - a.list.length : 0));
}

// fragment writes the filters as they stand in the address, and read reads them.
function fragment(f) {
  const p = new URLSearchParams();
  if (f.severity.length) p.set("severity", f.severity.map(s => LEVELS[s]).join(","));
  for (const key of ["area", "rule", "persona", "type", "subject", "q"]) if (f[key]) p.set(key, f[key]);
  if (f.account !== "") p.set("account", f.account);
  if (f.status !== EMPTY.status) p.set("status", f.status);
  if (f.group !== EMPTY.group) p.set("group", f.group);
  if (f.page) p.set("page", f.page + 1);
  return p.toString();
}
function read(text) {
  const p = new URLSearchParams(text), f = { ...EMPTY };
  for (const key of ["area", "rule", "persona", "type", "subject", "q"]) f[key] = p.get(key) || "";
  f.severity = (p.get("severity") || "").split(",").map(s => LEVELS.indexOf(s)).filter(s => s >= 0);
  if (data.accounts[Number(p.get("account"))] && p.get("account")) f.account = p.get("account");
  if (["open", "suppressed", "all"].includes(p.get("status"))) f.status = p.get("status");
  if (["rule", "severity", "subject", "account", "file"].includes(p.get("group"))) f.group = p.get("group");
  f.page = Math.max(0, (parseInt(p.get("page"), 10) || 1) - 1);
  return f;
}
function change(part, keepPage) {
  filter = { ...filter, ...part };
  if (!keepPage) filter.page = 0;
  const text = fragment(filter);
  history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
  refresh();
}

// ---- Findings ---------------------------------------------------------------

function severityLabel(s) { return el("span", { class: "sev t" + s }, LEVELS[s]); }

function command(text) {
  return el("div", { class: "cmd" }, el("pre", { tabindex: "0" }, text), el("button", { type: "button", onclick: e => copy(text, e.currentTarget) }, "Copy"));
}
async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // a page opened as a file may lack the clipboard
    const area = el("textarea", { class: "hidden" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  button.textContent = "Copied";
  say("Copied");
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

// prose shows `code` between backquotes.
function prose(text) {
  return text.split("`").map((part, i) => i % 2 ? el("code", {}, part) : part);
}

function about(rule) {
  return el("div", { class: "about" },
    el("div", {}, el("h4", {}, "Why it matters"), (rule.why || []).map(p => el("p", {}, prose(p)))),
    el("div", {}, el("h4", {}, "What to do"), (rule.fix || []).map(b => b.code ? command(b.text) : el("p", {}, prose(b.text)))),
    el("div", { class: "refs" }, (rule.references || []).map(r => el("span", { class: "tag" }, r)),
      el("span", {}, rule.confidence + " confidence" + (rule.persona === "auditor" ? ", for auditors" : "")),
      el("a", { href: rule.url, rel: "noreferrer noopener" }, "About this rule")));
}

function source(i) { return excerpt(S[F.excerpt[i]], F.first[i], F.line[i]); }
function excerpt(text, from, marked) {
  if (!text) return null;
  const body = el("tbody");
  text.split("\n").forEach((whole, n) => {
    const line = whole.replace(/^…\s+/, "… "); // a cut line needs no indentation
    const a = line.indexOf("\u0001"), b = line.indexOf("\u0002");
    const cell = el("td", { class: a < 0 ? "dim" : null });
    if (a < 0) cell.append(line);
    else cell.append(line.slice(0, a), el("mark", {}, line.slice(a + 1, b)), line.slice(b + 1));
    body.append(el("tr", {}, el("td", { class: "no" }, String(from + n)), cell));
    if (a >= 0 && from + n === marked) {
      body.append(el("tr", { "aria-hidden": "true" }, el("td", { class: "no" }), el("td", { class: "caret" }, " ".repeat([...line.slice(0, a)].length) + "^" + "~".repeat(Math.max(0, [...line.slice(a + 1, b)].length - 1)))));
    }
  });
  return el("div", { class: "src", tabindex: "0", role: "group", "aria-label": "Source, line " + marked }, el("table", { role: "presentation" }, body));
}

const item = ([text, path, line, column]) => el("li", {}, S[text], " ", el("span", { class: "soft mono" }, S[path] + ":" + line + ":" + column));

function flow(i) {
  const steps = F.flow[i];
  return steps ? el("ol", { class: "flow", "aria-label": "Steps" }, steps.map(item)) : null;
}

function related(i) {
  const r = F.related[i];
  if (!r) return null;
  const first = r.shown.slice(0, 5), rest = r.shown.slice(5), left = r.count - r.shown.length;
  return [el("ul", { class: "rel", "aria-label": "Related places" }, first.map(item), !rest.length && left > 0 && el("li", { class: "soft" }, "and " + number(left) + " more")),
    rest.length > 0 && el("details", {}, el("summary", {}, plural(r.count - first.length, "more place")), el("ul", { class: "rel" }, rest.map(item), left > 0 && el("li", { class: "soft" }, "and " + number(left) + " more")))];
}

function finding(i, inRule) {
  const rule = R[F.rule[i]], s = F.suppressed[i];
  const where = S[F.path[i]] + ":" + F.line[i] + ":" + F.column[i];
  const subject = [S[F.type[i]], S[F.name[i]]].filter(Boolean).join(" ");
  const fixes = (F.fixes[i] || []).map(f => el("p", { class: "fixable" }, f.message + ": ", el("code", {}, "iamlint check --fix" + (f.safe ? "" : " --unsafe-fixes"))));
  return el("article", { class: "finding", id: "finding-" + F.fingerprint[i], tabindex: "-1", "data-i": i },
    el("p", { class: "msg" }, S[F.message[i]]),
    el("p", { class: "at" }, !inRule && severityLabel(F.severity[i]), !inRule && el("span", { class: "mono" }, rule.id),
      el("span", { class: "mono" }, where), subject && el("span", { title: S[F.arn[i]] || null }, subject),
      F.pointer.length > 0 && S[F.pointer[i]] && el("span", { class: "mono" }, S[F.pointer[i]]),
      F.flow[i] && becoming && becoming.has(S[F.arn[i]]) && el("a", { class: "link", href: "#who=" + encodeURIComponent(S[F.arn[i]]) }, "Picture"),
      el("a", { class: "link", href: "#finding-" + F.fingerprint[i], "aria-label": "Link to this finding" }, "Link")),
    source(i), flow(i), related(i), fixes,
    s && el("p", { class: "accepted" }, "Suppressed by the " + s.by + (s.until ? " until " + s.until : "") + ": " + s.reason),
    !inRule && el("details", {}, el("summary", {}, "Why it matters and what to do"), about(rule)));
}

function headOf(g) {
  const i = g.list[0], rule = R[F.rule[i]];
  switch (filter.group) {
    case "rule": return [rule.title, rule.id];
    case "severity": return [LEVELS[F.severity[i]], ""];
    case "subject": return [[S[F.type[i]], S[F.name[i]]].filter(Boolean).join(" ") || "account", S[F.arn[i]]];
    case "account": return [data.accounts[F.account[i]].title, ""];
  }
  return [S[F.path[i]], ""];
}

function group(g) {
  const [title, id] = headOf(g);
  const body = el("div", { class: "body", id: "body-" + groups.indexOf(g), hidden: true });
  const head = el("button", { type: "button", class: "head", "aria-expanded": "false", "aria-controls": body.id },
    severityLabel(F.severity[g.list[0]]), el("span", {}, el("span", { class: "title" }, title), " ", el("span", { class: "id" }, id)), el("span", { class: "n" }, number(g.list.length)));
  const box = el("div", { class: "group" }, el("h3", {}, head), body);
  g.box = box;
  g.open = count => {
    const inRule = filter.group === "rule";
    if ((starts.get(g.key) || 0) >= count) starts.delete(g.key);
    const from = starts.get(g.key) || 0;
    opened.set(g.key, count);
    body.replaceChildren(...[inRule && about(R[F.rule[g.list[0]]]),
      from > 0 && el("button", { type: "button", class: "more", onclick: () => {
        starts.set(g.key, Math.max(0, from - PAGE));
        g.open(count);
        body.querySelector(".finding").focus();
      } }, "Show " + number(Math.min(PAGE, from)) + " of the " + number(from) + " before"),
      ...g.list.slice(from, count).map(i => finding(i, inRule)),
      g.list.length > count && el("button", { type: "button", class: "more", onclick: () => {
        g.open(count + PAGE);
        body.querySelectorAll(".finding")[count - from].focus();
      } }, "Show " + number(Math.min(PAGE, g.list.length - count)) + " more of " + number(g.list.length - count))].filter(Boolean));
    body.hidden = false;
    head.setAttribute("aria-expanded", "true");
  };
  g.close = () => {
    opened.delete(g.key);
    starts.delete(g.key);
    body.replaceChildren();
    body.hidden = true;
    head.setAttribute("aria-expanded", "false");
  };
  head.addEventListener("click", () => body.hidden ? g.open(PAGE) : g.close());
  if (opened.has(g.key)) g.open(opened.get(g.key));
  return box;
}

function refresh() {
  apply();
  const pages = Math.max(1, Math.ceil(groups.length / PAGE));
  filter.page = Math.min(filter.page, pages - 1);
  const visible = groups.slice(filter.page * PAGE, (filter.page + 1) * PAGE);
  if (groups.length === 1) opened.set(groups[0].key, Math.max(PAGE, opened.get(groups[0].key) || 0));
  byId("list").replaceChildren(...(visible.length ? visible.map(group) : [el("p", { class: "empty" }, N ? "No finding fits the filters." : "No findings.")]));
  const total = Object.keys(F.suppressed).length;
  byId("count").textContent = plural(shown.length, "finding") + " in " + plural(groups.length, "group") +
    (shown.length < N - total && filter.status === "open" ? ", of " + number(N - total) : "") +
    (total && filter.status === "open" ? "; " + number(total) + " suppressed" : "") + (data.hidden ? "; " + number(data.hidden) + " hidden by the asked severity or persona" : "");
  const go = (page, text) => el("button", { type: "button", disabled: page < 0 || page >= pages, onclick: () => { change({ page }, true); byId("findings").scrollIntoView(); } }, text);
  byId("pager").replaceChildren(...(pages > 1 ? [go(filter.page - 1, "Previous"), el("span", {}, "Page " + (filter.page + 1) + " of " + pages), go(filter.page + 1, "Next")] : []));
  syncFilters();
}

// ---- Filter form ------------------------------------------------------------

const controls = {};
function options(select, list) {
  select.replaceChildren(...list.map(([value, text]) => el("option", { value }, text)));
}
function select(key, label, list) {
  const s = el("select", { "aria-label": label, onchange: e => change({ [key]: e.target.value }) });
  options(s, list);
  controls[key] = s;
  return s;
}
function buildFilters() {
  const counts = new Map(), areas = new Map(), types = new Set();
  let auditor = false;
  for (let i = 0; i < N; i++) {
    const rule = R[F.rule[i]];
    counts.set(rule.id, (counts.get(rule.id) || 0) + 1);
    areas.set(rule.area, (areas.get(rule.area) || 0) + 1);
    auditor ||= rule.persona === "auditor";
    types.add(S[F.type[i]]);
  }
  const search = el("input", { type: "search", placeholder: "Search messages, names, rules, references", "aria-label": "Search", "aria-keyshortcuts": "/", spellcheck: "false" });
  let timer;
  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => change({ q: search.value }), 120); });
  controls.q = search;
  const chips = el("span", { class: "chips", role: "group", "aria-label": "Severity" }, [4, 3, 2, 1, 0].map(s =>
    el("button", { type: "button", "data-s": s, "aria-pressed": "false", onclick: () => change({ severity: filter.severity.includes(s) ? filter.severity.filter(x => x !== s) : [...filter.severity, s] }) }, LEVELS[s])));
  controls.severity = chips;
  const sorted = m => [...m].sort((a, b) => a[0] < b[0] ? -1 : 1).map(([k, n]) => [k, k + " (" + number(n) + ")"]);
  byId("filters").append(search, chips,
    select("area", "Area", [["", "All areas"], ...sorted(areas)]),
    select("rule", "Rule", [["", "All rules"], ...sorted(counts)]),
    ...(data.accounts.length > 1 ? [select("account", "Account", [["", "All accounts"], ...data.accounts.map((a, i) => [String(i), a.title])])] : []),
    ...(auditor ? [select("persona", "Persona", [["", "All personas"], ["regular", "regular"], ["auditor", "auditor"]])] : []),
    ...(Object.keys(F.suppressed).length ? [select("status", "Status", [["open", "Open"], ["suppressed", "Suppressed"], ["all", "Open and suppressed"]])] : []),
    select("group", "Group by", [["rule", "By rule"], ["severity", "By severity"], ["subject", "By subject"], ["file", "By file"], ...(data.accounts.length > 1 ? [["account", "By account"]] : [])]),
    el("button", { type: "button", id: "reset", onclick: () => { opened.clear(); change({ ...EMPTY }); } }, "Clear"));
  byId("filters").addEventListener("submit", e => e.preventDefault());
}
function syncFilters() {
  for (const key of ["area", "rule", "account", "persona", "status", "group"]) if (controls[key]) controls[key].value = filter[key];
  if (document.activeElement !== controls.q) controls.q.value = filter.q;
  for (const b of controls.severity.children) b.setAttribute("aria-pressed", String(filter.severity.includes(Number(b.dataset.s))));
  byId("reset").disabled = fragment({ ...filter, page: 0 }) === "";
}
function jump(part) {
  opened.clear();
  change({ ...EMPTY, ...part });
  byId("findings").scrollIntoView();
}

// ---- Charts -----------------------------------------------------------------

// bar draws parts [size, class] of a whole, scaled so that max fills the width.
function bar(parts, max, title) {
  const s = svg("svg", { viewBox: "0 0 1000 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  if (title) s.append(svg("title", {}, title));
  s.append(svg("rect", { x: 0, y: 0, width: 1000, height: 10, class: "fnone" }));
  let x = 0;
  for (const [n, c] of parts) {
    const w = max ? Math.max(n ? 5 : 0, n / max * 1000) : 0;
    s.append(svg("rect", { x, y: 0, width: w, height: 10, class: c }));
    x += w;
  }
  return s;
}
function rowsOf(list, whole) { // [label, parts, count, click, title]; whole bars are as long as one another
  const total = parts => parts.reduce((sum, p) => sum + p[0], 0), most = Math.max(1, ...list.map(r => total(r[1])));
  return el("div", { class: "rows" }, list.map(([label, parts, count, click, title]) => {
    const max = whole ? total(parts) : most;
    const inner = [el("span", {}, label), bar(parts, max), el("span", { class: "n" }, count)];
    return click ? el("button", { type: "button", class: "row-b", title: title || null, onclick: click }, inner) : el("div", { class: "row-b", title: title || null }, inner);
  }));
}
function legend(list) { return el("div", { class: "legend" }, list.map(([c, text]) => el("span", {}, el("i", { class: "dot " + c }), text))); }
function card(width, title, ...children) { return el("div", { class: "card w" + width }, el("h3", {}, title), ...children); }

function summary() {
  const severities = [0, 0, 0, 0, 0], areas = new Map();
  let open = 0;
  for (let i = 0; i < N; i++) {
    if (suppressed(i)) continue;
    open++;
    severities[F.severity[i]]++;
    const area = R[F.rule[i]].area;
    if (!areas.has(area)) areas.set(area, [0, 0, 0, 0, 0]);
    areas.get(area)[F.severity[i]]++;
  }
  const real = data.accounts.filter(a => a.files.length), days = new Set(real.map(a => a.asOf));
  const title = real.length === 1 ? real[0].title : real.length ? plural(real.length, "account") : "Nothing was linted";
  byId("lead").append(el("h1", {}, title.charAt(0).toUpperCase() + title.slice(1)),
    el("p", { class: "verdict" }, [days.size === 1 && [...days][0] && "As of " + [...days][0], plural(open, "finding"), severities[4] && number(severities[4]) + " critical",
      Object.keys(F.suppressed).length && number(Object.keys(F.suppressed).length) + " suppressed",
      data.errors.length && plural(data.errors.length, "error"), new Set(data.notEvaluated.flatMap(n => n.rules)).size && plural(new Set(data.notEvaluated.flatMap(n => n.rules)).size, "rule") + " not evaluated"].filter(Boolean).join(" · ")));
  if (data.errors.length) {
    byId("lead").append(el("div", { class: "notice", role: "group", "aria-label": "Errors" }, data.errors.slice(0, 20).map(e => el("p", {}, el("span", { class: "mono" }, e.path + ":" + e.line + ":" + e.column), " ", e.message)),
      data.errors.length > 20 && el("p", {}, "and " + number(data.errors.length - 20) + " more")));
  }
  const cards = byId("cards");
  const whole = svg("svg", { viewBox: "0 0 1000 10", preserveAspectRatio: "none", class: "split", "aria-hidden": "true" }, svg("rect", { width: 1000, height: 10, class: "fnone" }));
  let x = 0;
  for (let s = 4; s >= 0 && open; s--) {
    const w = severities[s] / open * 1000;
    whole.append(svg("rect", { x, width: w, height: 10, class: "f" + s }));
    x += w;
  }
  cards.append(card(6, "Findings by severity", el("div", { class: "tiles" }, [4, 3, 2, 1, 0].map(s =>
    el("button", { type: "button", class: severities[s] ? "tile" : "tile zero", onclick: () => jump({ severity: [s] }) }, el("b", {}, number(severities[s])), el("span", {}, el("i", { class: "dot f" + s }), LEVELS[s])))), whole));

  const sum = list => list.reduce((a, b) => a + b, 0);
  const weight = list => list.reduceRight((a, n) => a * 1e4 + Math.min(n, 9999), 0);
  const areaRows = [...areas].sort((a, b) => weight(b[1]) - weight(a[1]) || (a[0] < b[0] ? -1 : 1)).map(([area, list]) =>
    [area, [4, 3, 2, 1, 0].map(s => [list[s], "f" + s]), number(sum(list)), () => jump({ area }), [4, 3, 2, 1, 0].filter(s => list[s]).map(s => list[s] + " " + LEVELS[s]).join(", ")]);
  if (areaRows.length) cards.append(card(3, "Findings by area", rowsOf(areaRows.slice(0, 14)), areaRows.length > 14 && el("p", { class: "foot" }, "and " + plural(areaRows.length - 14, "more area"))));

  const inventories = data.accounts.map(a => a.inventory).filter(Boolean);
  const right = [];
  if (inventories.some(v => v.principals.type.length)) {
    const labels = { administrator: "administrator", services: "whole services", actions: "some actions", nothing: "nothing", unknown: "not known" };
    const classes = { administrator: "f4", services: "f3", actions: "f1", nothing: "fgood", unknown: "f0" };
    const counts = {};
    for (const v of inventories) v.principals.type.forEach((t, k) => {
      if (S[t] === "group" || v.principals.owned[k]) return;
      const r = v.reaches[v.principals.reach[k]];
      (counts[r] ||= { user: 0, role: 0 })[S[t]]++;
    });
    right.push(card(3, "Users and roles by reach", rowsOf(inventories[0].reaches.filter(r => counts[r]).map(r => {
      const { user, role } = counts[r];
      return [labels[r], [[user + role, classes[r]]], number(user + role), () => { mapFilter.reach = r; drawTable(); byId("principals").scrollIntoView(); }, plural(user, "user") + ", " + plural(role, "role")];
    })), el("p", { class: "foot" }, "What the policies held allow, within permissions boundaries; who may give itself everything in one step counts as administrator. Policies of the organization and roles made by AWS are left out.")));
  }
  const keys = inventories.flatMap(v => v.keys.filter(k => k.active));
  if (keys.length) {
    const steps = [[0, 30, "fgood", "up to 30 days"], [31, 90, "fgood", "31 to 90 days"], [91, 180, "f2", "91 to 180 days"], [181, 365, "f3", "181 days to a year"], [366, Infinity, "f4", "more than a year"]];
    const rows = steps.map(([from, to, c, label]) => { const n = keys.filter(k => k.age >= from && k.age <= to).length; return [label, [[n, c]], number(n)]; });
    const unknown = keys.filter(k => k.age < 0).length;
    if (unknown) rows.push(["not known", [[unknown, "f0"]], number(unknown)]);
    const oldest = keys.reduce((a, b) => b.age > a.age ? b : a);
    right.push(card(3, "Age of active access keys", rowsOf(rows), oldest.age >= 0 && el("p", { class: "foot" }, "The oldest is that of " + (oldest.holder === "<root_account>" ? "the root user" : oldest.holder) + ": " + plural(oldest.age, "day") + (oldest.lastUsed ? ", last used on " + oldest.lastUsed : ", no use known") + ".")));
  }
  cards.append(...right);
  const left = areaRows.length ? cards.children[1] : null;
  if (left && right.length === 2) left.classList.add("tall");
  else if (cards.children.length % 2 === 0) cards.lastElementChild.classList.replace("w3", "w6");
  if (frameworks.length) cards.append(card(6, "Compliance by control", rowsOf(current().map(f => {
    const counts = data.statuses.map((_, s) => f.controls.filter(c => c.status === s).length);
    return [f.title.split(",")[0], STATUS_ORDER.map(s => [counts[s], STATUS[data.statuses[s]][1]]), number(counts[data.statuses.indexOf("pass")]) + " of " + number(f.controls.length), () => { chooseFramework(f); byId("compliance").scrollIntoView(); },
      data.statuses.map((text, s) => counts[s] && counts[s] + " " + text).filter(Boolean).join(", ")];
  }), true), legend(STATUS_ORDER.map(s => [STATUS[data.statuses[s]][1], STATUS[data.statuses[s]][0]])),
    el("p", { class: "foot" }, "How many controls pass. All rules of a control were judged for it, whichever findings are shown here" + (data.accounts.length > 1 ? "; over several accounts the worst counts." : "."))));
}

// ---- Compliance ---------------------------------------------------------------

const STATUS = { fail: ["fail", "f4", "t4"], accepted: ["accepted", "f1", "t1"], "not evaluated": ["not evaluated", "f2", "t2"], manual: ["for people to judge", "f0", "t0"], pass: ["pass", "fgood", "tgood"] };
const STATUS_ORDER = data.statuses.map((_, s) => s).reverse(); // of bars: what passes first
const standing = data.accounts.map((a, n) => n).filter(n => data.accounts[n].standings.length);
// Of several accounts the worst status counts, and the statuses are in that order.
const frameworks = data.frameworks.map((f, k) => ({ title: f.title, k, controls: f.controls.map((c, j) => {
  const of = standing.map(n => data.accounts[n].standings[k][j]);
  return { ...c, of, status: Math.min(...of.map(x => x[0])), findings: of.reduce((sum, x) => sum + x[1], 0), needs: [...new Set(of.flatMap(x => x.slice(2)))].map(t => S[t]) };
}) })).filter(f => f.controls.some(c => ["pass", "fail", "accepted"].includes(data.statuses[c.status])));

// current are the frameworks without earlier versions of themselves.
function current() {
  const last = new Map();
  for (const f of frameworks) last.set(f.title.replace(/ [0-9.]+,.*/, ""), f);
  return [...last.values()].sort((a, b) => b.controls.length - a.controls.length || (a.title < b.title ? -1 : 1));
}

function chooseFramework(f) {
  const several = standing.length > 1, found = new Set(F.rule.map(r => R[r].id));
  byId("framework").value = String(f.k);
  byId("controls").replaceChildren(el("caption", { class: "hidden" }, f.title), el("thead", {}, el("tr", {}, ["Control", "What it asks for", "Status", several ? "Accounts" : "Findings", "Rules"].map(h => el("th", { scope: "col" }, h)))),
    el("tbody", {}, f.controls.map(c => {
      const [text, , color] = STATUS[data.statuses[c.status]];
      const accounts = data.statuses.map((s, n) => { const k = c.of.filter(x => x[0] === n).length; return k && number(k) + " " + s; }).filter(Boolean).join(", ");
      return el("tr", {}, el("td", { class: "mono" }, c.id), el("td", {}, c.title, c.manual && el("div", { class: "soft" }, c.manual), c.needs.length > 0 && el("div", { class: "soft" }, "needs the " + c.needs.join(", the "))),
        el("td", {}, el("span", { class: "sev " + color }, text)), el("td", { class: several ? null : "num" }, several ? accounts : c.findings ? number(c.findings) : ""),
        el("td", {}, c.rules.map(id => found.has(id) ? el("a", { class: "mono rule", href: "#rule=" + id }, id) : el("span", { class: "mono rule soft" }, id))));
    })));
}

function compliance() {
  if (!frameworks.length) return;
  byId("compliance").hidden = false;
  const choose = el("select", { id: "framework", "aria-label": "Benchmark", onchange: e => chooseFramework(frameworks.find(f => String(f.k) === e.target.value)) });
  options(choose, frameworks.map(f => [String(f.k), f.title]));
  byId("compliance-b").append(el("div", { class: "mapbar" }, choose), el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Controls" }, el("table", { class: "data", id: "controls" })));
  chooseFramework(current()[0]);
}

// ---- Who holds what ---------------------------------------------------------

const mapFilter = { q: "", type: "", reach: "", page: 0 };
let people = [];
// Other parts of a report may add views of the account here: functions that
// take its data and the number of the account, and give an element or nothing.
const views = [picture];

function collect() {
  data.accounts.forEach((a, n) => {
    const c = a.inventory && a.inventory.principals;
    if (!c) return;
    c.type.forEach((t, k) => people.push({ account: n, type: S[t], name: S[c.name[k]], arn: S[c.arn[k]], owned: c.owned[k], reach: a.inventory.reaches[c.reach[k]], k, c, policies: a.inventory.policies, findings: 0 }));
  });
  const byARN = new Map(people.map(p => [p.arn || p.account + p.type + p.name, p]));
  for (let i = 0; i < N; i++) {
    if (suppressed(i)) continue;
    const p = byARN.get(S[F.arn[i]]);
    if (p) p.findings++;
  }
}
const REACH = { administrator: ["administrator", "t4"], services: ["whole services", "t3"], actions: ["some actions", "t1"], nothing: ["nothing", "soft"], unknown: ["not known", "soft"] };

function drawTable() {
  const words = mapFilter.q.toLowerCase().split(/\s+/).filter(Boolean);
  const list = people.filter(p => (!mapFilter.type || p.type === mapFilter.type) && (!mapFilter.reach || p.reach === mapFilter.reach) &&
    words.every(w => p.name.toLowerCase().includes(w) || p.c.holds[p.k].some((h, j) => j % 2 === 0 && S[p.policies[h][0]].toLowerCase().includes(w)) || p.c.trusted[p.k].some(t => lowered(t).includes(w))));
  const rank = r => Object.keys(REACH).indexOf(r);
  list.sort((a, b) => a.owned - b.owned || rank(a.reach) - rank(b.reach) || b.findings - a.findings);
  const pages = Math.max(1, Math.ceil(list.length / PAGE));
  mapFilter.page = Math.min(mapFilter.page, pages - 1);
  const rows = list.slice(mapFilter.page * PAGE, (mapFilter.page + 1) * PAGE).map(p => {
    const { c, k } = p, holds = [];
    for (let j = 0; j < c.holds[k].length; j += 2) {
      const [name, arn] = p.policies[c.holds[k][j]], through = S[c.holds[k][j + 1]];
      holds.push(el("span", { class: S[arn] ? "hold" : "hold inline", title: S[arn] || "inline policy" }, S[name], through && el("small", {}, " via " + through)));
    }
    const notes = [c.groups[k].length && "in " + c.groups[k].map(g => S[g]).join(", "), S[c.boundary[k]] && "bounded by " + S[c.boundary[k]],
      c.console[k] === 1 && (c.mfa[k] === 1 ? "console with MFA" : c.mfa[k] === 2 ? "console without MFA" : "console"), c.lastUsed[k] && "last used " + c.lastUsed[k], p.owned && "made by AWS"].filter(Boolean);
    return el("tr", {}, el("td", {}, el("b", { title: p.arn || null }, p.name), el("br"), el("span", { class: "soft" }, [p.type, ...notes].join(" · "))),
      el("td", { class: "reach " + REACH[p.reach][1] }, REACH[p.reach][0], S[c.takes[k]] && el("div", { class: "takes mono" }, "by " + S[c.takes[k]])), el("td", {}, holds.length ? holds.slice(0, 12) : el("span", { class: "soft" }, "no policies"), holds.length > 12 && el("span", { class: "soft" }, "and " + (holds.length - 12) + " more")),
      el("td", {}, c.trusted[k].map(t => el("span", { class: "hold" }, S[t]))),
      el("td", { class: "num" }, p.findings ? el("a", { href: "#" + fragment({ ...EMPTY, group: "subject", subject: p.arn || p.name }) }, number(p.findings)) : "0"));
  });
  byId("people").replaceChildren(el("thead", {}, el("tr", {}, ["Who", "Reach", "Holds", "Who may take it", "Findings"].map(h => el("th", { scope: "col" }, h)))), el("tbody", {}, rows));
  byId("peopleCount").textContent = plural(list.length, "principal") + (list.length < people.length ? " of " + number(people.length) : "");
  const go = (page, text) => el("button", { type: "button", disabled: page < 0 || page >= pages, onclick: () => { mapFilter.page = page; drawTable(); byId("peopleCount").scrollIntoView({ block: "center" }); } }, text);
  byId("peoplePager").replaceChildren(...(pages > 1 ? [go(mapFilter.page - 1, "Previous"), el("span", {}, "Page " + (mapFilter.page + 1) + " of " + pages), go(mapFilter.page + 1, "Next")] : []));
  byId("peopleReach").value = mapFilter.reach;
}

function principals() {
  collect();
  if (!people.length) return;
  byId("principals").hidden = false;
  const map = byId("map");
  data.accounts.forEach((a, n) => { if (a.inventory && data.accounts.length < 4) for (const view of views) { const v = view(a, n); if (v) map.append(v); } });
  const choose = (id, label, list, set) => { const s = el("select", { id, "aria-label": label, onchange: e => { set(e.target.value); mapFilter.page = 0; drawTable(); } }); options(s, list); return s; };
  map.append(el("div", { class: "mapbar", role: "search", "aria-label": "Filter principals" },
    el("input", { type: "search", placeholder: "Search names, policies, who is trusted", "aria-label": "Search principals", oninput: e => { mapFilter.q = e.target.value; mapFilter.page = 0; drawTable(); } }),
    choose("peopleType", "Type", [["", "Users, groups and roles"], ["user", "Users"], ["group", "Groups"], ["role", "Roles"]], v => { mapFilter.type = v; }),
    choose("peopleReach", "Reach", [["", "Any reach"], ...Object.entries(REACH).map(([k, v]) => [k, v[0]])], v => { mapFilter.reach = v; }),
    el("span", { class: "soft", id: "peopleCount", role: "status" })),
    el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Principals" }, el("table", { class: "data", id: "people" })), el("nav", { class: "pager", id: "peoplePager", "aria-label": "Pages of principals" }));
  drawTable();
}

// picture draws who comes in on the left, what they act as in the middle and
// what that holds on the right: the furthest reaching, as many as can be read.
function picture(a, n) {
  const most = 14, mine = people.filter(p => p.account === n && !p.owned);
  const rank = r => Object.keys(REACH).indexOf(r);
  const nodes = [new Map(), new Map(), new Map()], edges = [];
  const add = (column, key, label, kind) => { if (!nodes[column].has(key)) nodes[column].set(key, { key: column + key, label, kind, column, degree: 0 }); return nodes[column].get(key); };
  const chosen = mine.filter(p => p.type !== "user").sort((x, y) => rank(x.reach) - rank(y.reach) || y.findings - x.findings).slice(0, most);
  const names = new Set(chosen.filter(p => p.type === "group").map(p => p.name));
  const join = (x, y) => { edges.push([x, y]); x.degree++; y.degree++; };
  for (const p of chosen) {
    const node = add(1, p.arn || p.name, p.type + " " + p.name, p.reach);
    for (const t of p.c.trusted[p.k]) join(add(0, S[t], who(S[t]), S[t].startsWith("anyone") ? "administrator" : ""), node);
  }
  for (const p of mine.filter(p => p.type === "user").sort((x, y) => rank(x.reach) - rank(y.reach)).slice(0, most)) {
    const node = add(0, p.arn || p.name, "user " + p.name, p.reach);
    for (const g of p.c.groups[p.k]) if (names.has(S[g])) join(node, nodes[1].get(chosen.find(q => q.type === "group" && q.name === S[g]).arn || S[g]));
    policiesOf(p, node);
  }
  for (const p of chosen) policiesOf(p, nodes[1].get(p.arn || p.name));
  function policiesOf(p, node) {
    const h = p.c.holds[p.k];
    for (let j = 0; j < h.length; j += 2) {
      if (S[h[j + 1]]) continue; // through a group, which is drawn itself
      const [name, arn] = p.policies[h[j]];
      join(node, add(2, S[arn] || p.k + "/" + S[name], S[name], S[arn] ? "" : "inline"));
    }
  }
  const columns = nodes.map(m => [...m.values()]);
  const cut = columns.map(c => c.splice(24).length);
  if (!edges.length) return null;
  const kept = new Set(columns.flat()), H = 26, W = 250, top = 34;
  const height = top + Math.max(...columns.map((c, k) => c.length + (cut[k] ? 1 : 0))) * H + 8;
  const s = svg("svg", { viewBox: "0 0 1100 " + height, role: "img", "aria-label": "Map of who may act as what and which policies that holds; the table below says the same" });
  const xs = [10, 425, 840], place = new Map();
  // Each column follows the order of what it is joined to, so that few lines cross.
  const order = (column, near) => { const at = new Map(near.map((x, k) => [x, k])); const mid = x => { const l = edges.filter(e => e.includes(x)).map(e => e[0] === x ? e[1] : e[0]).filter(y => at.has(y)).map(y => at.get(y)); return l.length ? l.reduce((p, q) => p + q, 0) / l.length : 99; }; column.sort((x, y) => mid(x) - mid(y)); };
  order(columns[0], columns[1]); order(columns[2], columns[1]); order(columns[1], columns[0]); order(columns[0], columns[1]);
  columns.forEach((c, k) => c.forEach((x, j) => place.set(x, [xs[k], top + j * H + (height - top - 8 - c.length * H - (cut[k] ? H : 0)) / 2])));
  const lines = edges.filter(e => kept.has(e[0]) && kept.has(e[1])).map(([x, y]) => {
    const [x1, y1] = place.get(x), [x2, y2] = place.get(y), a1 = x1 + W, m = (a1 + x2) / 2;
    const line = svg("path", { class: "edge", d: `M${a1} ${y1 + 11}C${m} ${y1 + 11} ${m} ${y2 + 11} ${x2} ${y2 + 11}` });
    s.append(line);
    return [line, x, y];
  });
  ["Who comes in", "What they act as", "What it holds"].forEach((text, k) => s.append(svg("text", { class: "col", x: xs[k], y: 18 }, text)));
  for (const [x, [left, y]] of place) {
    const short = [...x.label].length > 36 ? [...x.label].slice(0, 35).join("") + "…" : x.label;
    const g = svg("g", { class: "node" }, svg("title", {}, x.label), svg("rect", { class: "box", x: left, y, width: W, height: 22, rx: 5 }),
      svg("rect", { x: left, y, width: 4, height: 22, rx: 2, class: { administrator: "f4", services: "f3", actions: "f1", nothing: "fgood" }[x.kind] || "f0" }), svg("text", { x: left + 12, y: y + 15 }, short));
    g.addEventListener("mouseenter", () => light(x));
    g.addEventListener("mouseleave", () => light(null));
    x.g = g;
    s.append(g);
  }
  cut.forEach((left, k) => { if (left) s.append(svg("text", { class: "col", x: xs[k], y: height - 8 }, "and " + left + " more")); });
  function light(x) {
    const near = new Set(x ? [x] : []);
    // Forward and back along the lines, but not around corners.
    const walk = (from, a, b) => lines.forEach(l => { if (l[a] === from && !near.has(l[b] + a)) { near.add(l[b]); walk(l[b], a, b); } });
    if (x) { walk(x, 1, 2); walk(x, 2, 1); }
    for (const [line, p, q] of lines) { const hot = x && near.has(p) && near.has(q); line.classList.toggle("hot", !!hot); line.classList.toggle("cold", !!x && !hot); }
    for (const node of place.keys()) node.g.classList.toggle("hot", !!x && near.has(node));
  }
  const left = mine.filter(p => p.type !== "user").length - chosen.length;
  return el("div", {}, data.accounts.length > 1 && el("h3", { class: "soft" }, a.title), el("div", { class: "pic", tabindex: "0", role: "group", "aria-label": "Map" }, s),
    el("p", { class: "soft" }, legend([["f4", "administrator"], ["f3", "whole services"], ["f1", "some actions"], ["fgood", "nothing"]]), left > 0 && "The furthest reaching are shown; the table has all."));
}
function who(text) {
  const m = /^arn:[^:]*:(iam|sts)::(\d{12}):(.*)$/.exec(text);
  return m ? (m[3] === "root" || m[3].startsWith("root ") ? "account " + m[2] + m[3].slice(4) : m[3] + " in " + m[2]) : text;
}

// ---- Who can become whom ------------------------------------------------------

let becoming = null;
function paths() {
  if (!data.paths) return;
  const at = new Map(), about = new Map();
  for (let i = 0; i < N; i++) {
    if (suppressed(i)) continue;
    about.set(S[F.arn[i]], (about.get(S[F.arn[i]]) || 0) + 1);
    for (const [, path, line, column] of F.flow[i] || []) { const key = S[path] + ":" + line + ":" + column; if (!at.has(key)) at.set(key, F.fingerprint[i]); }
  }
  becoming = pathsView({ data, el, number, plural, say, options, excerpt, people, findingAt: (path, line, column) => at.get(path + ":" + line + ":" + column), findingsOf: arn => about.get(arn) || 0 });
}

// ---- What was not evaluated, and what the report rests on ---------------------

function gaps() {
  const b = byId("gaps-b");
  if (!data.notEvaluated.length) { b.append(el("p", { class: "soft" }, "Every rule could be judged.")); return; }
  b.append(el("p", { class: "soft" }, "These rules are neither clean nor failed: the exports do not hold what they need. The commands fetch it."));
  data.accounts.forEach((a, n) => {
    const list = data.notEvaluated.filter(x => x.account === n);
    if (!list.length) return;
    if (data.accounts.length > 1) b.append(el("h3", {}, a.title));
    b.append(el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Missing exports" }, list.map(x => el("div", { class: "gap" },
      el("div", {}, el("b", {}, plural(x.rules.length, "rule")), " " + (x.rules.length === 1 ? "needs" : "need") + " the " + x.needs[0],
        x.needs.length > 1 && el("ul", { class: "rel" }, x.needs.slice(1).map(n => el("li", {}, "the " + n))), el("details", {}, el("summary", {}, "Rules"), el("p", { class: "mono" }, x.rules.map(r => R[r].id).join(", ")))),
      x.commands.length ? command(x.commands.join("\n")) : el("span")))));
  });
}

function bytes(n) { return n < 1e4 ? number(n) + " B" : n < 1e7 ? number(Math.round(n / 1e3)) + " kB" : number(Math.round(n / 1e6)) + " MB"; }

function evidence() {
  const b = byId("evidence-b");
  b.append(el("p", { class: "soft" }, "The same files, tool, facts and configuration give this report again, byte for byte."),
    el("dl", { class: "kv" }, el("dt", {}, "Tool"), el("dd", {}, "iamlint " + (data.version || "of unknown version")), data.basis.map(x => [el("dt", {}, x.what), el("dd", {}, [x.name, x.version].filter(Boolean).join(", "), x.sha256 && [" ", el("span", { class: "sha" }, "SHA-256 " + x.sha256)])]),
      el("dt", {}, "Rules"), el("dd", {}, number(R.length)), data.skipped ? [el("dt", {}, "Skipped"), el("dd", {}, plural(data.skipped, "file") + " that are no exports")] : []),
    ...(data.command ? [el("h3", { class: "sub" }, "Again"), command(data.command)] : []));
  for (const a of data.accounts) {
    if (!a.files.length) continue;
    b.append(el("h3", {}, a.title + (a.asOf ? ", as of " + a.asOf + " (" + a.asOfSource + ")" : ", day not known")), el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Files" }, el("table", { class: "data" },
      el("thead", {}, el("tr", {}, ["File", "Kind", "Size", "Exported", "SHA-256"].map(h => el("th", { scope: "col" }, h)))),
      el("tbody", {}, a.files.map(f => el("tr", {}, el("td", { class: "mono" }, f.path), el("td", {}, f.kind), el("td", { class: "num", title: number(f.bytes) + " bytes" }, bytes(f.bytes)), el("td", {}, f.time || el("span", { class: "soft" }, "not told")), el("td", { class: "sha" }, f.sha256 || "not computed")))))), el("br"));
  }
  const quiet = new Set(data.notEvaluated.flatMap(n => n.rules));
  for (let i = 0; i < N; i++) quiet.add(F.rule[i]);
  const clean = R.filter((_, n) => !quiet.has(n));
  b.append(el("details", {}, el("summary", {}, plural(clean.length, "rule") + " ran and " + (clean.length === 1 ? "has" : "have") + " no finding in this report"), el("p", { class: "mono" }, clean.map(r => r.id).join(", "))));
}

// ---- Address, keyboard, theme, print -------------------------------------------

let first = true;
function route() {
  const text = decodeURIComponent(location.hash.slice(1));
  if (["summary", "findings", "paths", "compliance", "principals", "gaps", "evidence"].includes(text)) { if (first) refresh(); first = false; return; }
  first = false;
  if (text.startsWith("finding-")) { reveal(text.slice(8)); return; }
  if (text.startsWith("who=")) {
    refresh();
    if (becoming && becoming.show(text.slice(4))) byId("paths").scrollIntoView({ behavior: "instant" });
    return;
  }
  filter = read(location.hash.slice(1));
  refresh();
  if (text) byId("findings").scrollIntoView({ behavior: "instant" });
}
function reveal(fingerprint) {
  const i = F.fingerprint.indexOf(fingerprint);
  if (i < 0) { refresh(); say("There is no such finding in this report"); return; }
  apply();
  if (!shown.includes(i)) { filter = { ...EMPTY, status: suppressed(i) ? "all" : "open" }; apply(); }
  const g = groups.find(x => x.list.includes(i));
  const at = g.list.indexOf(i);
  if (at < PAGE) starts.delete(g.key);
  else starts.set(g.key, at - 5);
  opened.set(g.key, Math.max(PAGE, at + 5));
  filter.page = Math.floor(groups.indexOf(g) / PAGE);
  refresh();
  const e = byId("finding-" + fingerprint);
  mark(e);
  e.scrollIntoView({ block: "start", behavior: "instant" });
}
let here = null;
function mark(e) {
  if (here) here.classList.remove("here");
  here = e;
  e.classList.add("here");
  (e.querySelector(":scope > h3 > .head") || e).focus({ preventScroll: true });
}
function step(by) {
  const all = [...document.querySelectorAll("#list .group, #list .finding")];
  if (!all.length) return;
  const at = here && here.isConnected ? all.indexOf(here) : -1;
  const e = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
  mark(e);
  e.scrollIntoView({ block: "nearest" });
  const gone = e.getBoundingClientRect().top - 90;
  if (gone < 0) scrollBy(0, gone);
}
document.addEventListener("keydown", e => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
  if (e.key === "Escape") {
    if (byId("help").open) return;
    if (typing) e.target.blur();
    else if (fragment({ ...filter, page: 0 })) { opened.clear(); change({ ...EMPTY }); say("Filters cleared"); }
    return;
  }
  if (typing || byId("help").open) return;
  switch (e.key) {
    case "/": controls.q.focus(); controls.q.select(); break;
    case "j": step(1); break;
    case "k": step(-1); break;
    case "?": byId("help").showModal(); break;
    case "Enter": {
      if (e.target.closest("button, a, summary, input, select") || !here || !here.isConnected) return;
      const head = here.closest(".group").querySelector(".head");
      head.click();
      mark(here.closest(".group"));
      break;
    }
    default: return;
  }
  e.preventDefault();
});

function theme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").textContent = name === "dark" ? "Light" : "Dark";
}
const prefers = matchMedia("(prefers-color-scheme: dark)");
let stored = null;
try { stored = localStorage.getItem("iamlint-theme"); } catch { /* a file may have no storage */ }
theme(stored || (prefers.matches ? "dark" : "light"));
prefers.addEventListener("change", () => { if (!stored) theme(prefers.matches ? "dark" : "light"); });
byId("theme").addEventListener("click", () => {
  stored = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  theme(stored);
  try { localStorage.setItem("iamlint-theme", stored); } catch { /* as above */ }
});
byId("keys").addEventListener("click", () => byId("help").showModal());
byId("print").addEventListener("click", () => print());

// Printing unfolds what can be read on paper, and folds it again.
let before = null;
addEventListener("beforeprint", () => {
  before = new Map(opened);
  let left = PRINTED;
  for (const g of groups) {
    if (!g.box || !g.box.isConnected || left <= 0) continue;
    starts.delete(g.key);
    g.open(Math.min(g.list.length, left));
    left -= g.list.length;
  }
  if (left < 0) byId("list").append(el("p", { class: "empty", id: "cut" }, "The first " + number(PRINTED) + " of " + plural(shown.length, "finding") + " are printed. Filters choose others."));
});
addEventListener("afterprint", () => {
  opened.clear();
  before.forEach((v, k) => opened.set(k, v));
  refresh();
});

buildFilters();
summary();
compliance();
principals();
paths();
gaps();
evidence();
byId("nav").append(...[["summary", "Summary"], ["findings", "Findings"], ...(becoming ? [["paths", "Who can become whom"]] : []), ...(frameworks.length ? [["compliance", "Compliance"]] : []), ...(people.length ? [["principals", "Who holds what"]] : []), ["gaps", "Not evaluated"], ["evidence", "Evidence"]].map(([id, text]) => el("a", { href: "#" + id }, text)));
addEventListener("hashchange", route);
route();
document.documentElement.dataset.ready = "yes";
})();
