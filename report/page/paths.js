"use strict";
// pathsView shows who can become whom: a picture in which clusters open, a search,
// and beside it the steps as a list. It takes the data of the report and what
// else of the page it needs.
function pathsView({ data, el, number, plural, say, options, excerpt, findingAt, findingsOf, people }) {
  const OUTSIDE = "outside"; // the kind of ways that begin there
  const S = data.strings, P = data.paths, SHOWN = 12, NAMES = 50, PRINTED = 100, FONT = 12.5, FAMILY = "system-ui, sans-serif";
  const byId = id => document.getElementById(id);
  const column = (c, k) => (c[k] || []).map(t => S[t]);
  const account = column(P.nodes, "account"), kind = column(P.nodes, "kind"), name = column(P.nodes, "name"), arn = column(P.nodes, "arn");
  // rows are those of a table of columns, which are null without any.
  const rows = c => (c[Object.keys(c)[0]] || []).map((_, i) => Object.fromEntries(Object.keys(c).map(k => [k, c[k][i]])));
  const requests = rows(P.requests), ways = rows(P.ways).map(w => ({ ...w, id: S[w.id], rule: S[w.rule] || OUTSIDE, requests: w.requests.map(q => requests[q]) }));
  const several = P.principals.length > 1;
  const nodes = kind.map((k, i) => ({ kind: k, account: account[i], administrator: P.nodes.administrator[i], outside: P.nodes.outside[i], ways: P.nodes.ways[i],
    by: P.nodes.by[i] < 0 ? "" : held(P.nodes.by[i]) }));
  const clusters = clustersOf(nodes, ways);
  const { BOX } = clusters, everybody = nodes.map((_, i) => i);
  const searched = name.map((n, i) => (n + " " + arn[i]).toLowerCase());

  let filter = { rule: "", account: "" };
  let shown = everybody, kept = new Map(); // kept are the ways that the filters leave to those who start
  let opened = new Set(), pinned = [], chosen = null, lit = null; // lit are the hits of a search
  let picture, cy;

  // ---- Texts ------------------------------------------------------------------

  function label(i) {
    switch (kind[i]) {
      case "administrator": case "everybody": return kind[i];
      case "root": return "the root user";
      case "service": return name[i];
    }
    return kind[i] + " " + JSON.stringify(name[i]);
  }
  const whose = i => several && account[i] ? (nodes[i].outside ? " into " : " of ") + account[i] : "";
  const labelled = i => label(i) + whose(i);
  function held(s) {
    const c = P.statements;
    if (S[c.owner[s]]) return (c.trust[s] ? "the trust policy of role " : "the policy of ") + JSON.stringify(S[c.owner[s]]);
    return "policy " + JSON.stringify(S[c.policy[s]]) + (S[c.group[s]] ? " of group " + JSON.stringify(S[c.group[s]]) : "");
  }
  const does = w => w.does.map(t => S[t]).join(", then ") + (w.exists ? " (needs " + S[w.exists] + ")" : "");
  // how says what the first step of a principal is, on what it depends, and what else there is.
  function how(i) {
    const w = ways[waysOf(i)[0]], keys = [...new Set(w.requests.flatMap(q => q.conditions))].map(k => S[k]), more = waysOf(i).length - 1;
    return does(w) + (keys.length ? ", under a condition on " + keys.join(", ") : "") + (more ? ", or in " + plural(more, "other way") : "");
  }
  const rules = new Map(data.rules.map(r => [r.id, r.title]));
  const ruleTitle = id => { if (id === OUTSIDE) return "Come in from outside"; const t = (rules.get(id) || id).replace(/^A principal (can |is )?/, ""); return t.charAt(0).toUpperCase() + t.slice(1); };
  const kinds = { principal: ["principal elsewhere", "principals elsewhere"], account: ["other account"], root: ["root user"] };
  function counted(members) {
    const n = {};
    for (const i of members) n[kind[i]] = (n[kind[i]] || 0) + 1;
    return Object.entries(n).map(([k, c]) => k === "everybody" ? k : plural(c, ...(kinds[k] || [k]))).join(", ");
  }
  // opening is the statement that opens the first way of a principal.
  const opening = i => ways[waysOf(i)[0]].requests[0]?.statements[0] ?? -1;
  // origin says by what the members of a box have their ways, in few words.
  function origin(b) {
    const i = b.members[0], c = P.statements;
    if (b.rest) return "all others here";
    if (nodes[i].outside && b.level !== "same") return "from outside";
    if (!nodes[i].ways.length) return b.led === false ? "reached by nobody" : "administrators";
    const s = opening(i);
    if (b.level === "same" && s >= 0) return S[c.group[s]] ? "by group " + S[c.group[s]] : S[c.owner[s]] ? (c.trust[s] ? "by trust policy of " : "by policy of ") + S[c.owner[s]] : "by policy " + S[c.policy[s]];
    const ids = [...new Set(b.members.flatMap(i => waysOf(i).map(w => ways[w].id)))];
    return ids.slice(0, 2).join(", ") + (ids.length > 2 ? " …" : "");
  }
  const titleOf = b => b.members.length === 1 ? labelled(b.members[0]) : counted(b.members) + ", " + origin(b);

  // steps are the ways of the shortest path of a principal, as far as the filters let it through.
  function steps(i) {
    const list = [];
    for (let at = i; waysOf(at).length; at = list[list.length - 1][1].to) list.push([at, ways[waysOf(at)[0]]]);
    return list;
  }
  const others = i => nodes[i].ways.filter(w => w !== waysOf(i)[0]);

  // ---- The list beside the picture --------------------------------------------

  function place(s) {
    const c = P.statements, text = S[c.path[s]] + ":" + c.line[s] + ":" + c.column[s], f = findingAt(S[c.path[s]], c.line[s], c.column[s]);
    return f ? el("a", { class: "mono", href: "#finding-" + f, title: "The finding about this statement" }, text) : el("span", { class: "mono" }, text);
  }
  function statement(s, seen) {
    const c = P.statements, first = !seen.has(s);
    seen.add(s);
    return el("li", {}, held(s), S[c.sid[s]] && ", statement " + JSON.stringify(S[c.sid[s]]), el("br"), place(s), first && excerpt(S[c.excerpt[s]], c.first[s], c.line[s]));
  }
  function request(q, w, seen) {
    const on = !q.resource ? "itself" : S[q.resource] === arn[w.to] ? label(w.to) : S[q.resource];
    return el("li", {}, q.caller ? S[q.caller] + " may use " : null, el("code", {}, S[q.action]), on !== "*" && [" on ", on.startsWith("arn:") ? el("span", { class: "mono" }, on) : on],
      q.conditions.length > 0 && el("span", { class: "soft" }, ", under a condition on " + q.conditions.map(k => S[k]).join(", ")),
      q.statements.length ? el("ul", { class: "by" }, q.statements.map(s => statement(s, seen))) : el("span", { class: "soft" }, ", by the policy that it wrote itself"));
  }
  function wayItem(from, w, seen) {
    return el("li", {}, el("p", { class: "does" }, from, does(w), " ", w.covers.map(k => el("span", { class: "tag" }, S[k]))), el("ul", { class: "requests" }, w.requests.map(q => request(q, w, seen))));
  }
  function arrival(i, seen) {
    return nodes[i].administrator && P.nodes.by[i] >= 0 ? el("li", {}, el("p", { class: "does" }, label(i) + " is administrator by " + held(P.nodes.by[i])), el("ul", { class: "by" }, statement(P.nodes.by[i], seen))) : null;
  }
  function path(i, seen, who) {
    const list = steps(i), end = list.length ? list[list.length - 1][1].to : i;
    return el("ol", { class: "steps", "aria-label": "Steps" }, list.map(([at, w], k) => wayItem((k ? label(at) : who || label(at)) + " ", w, seen)), arrival(end, seen));
  }
  const button = (text, click, attributes) => el("button", { type: "button", ...attributes, onclick: click }, text);
  // many shows the first of a list, and more of it when asked.
  function many(list, show, ordered) {
    const box = el(ordered ? "ol" : "ul", { class: "names" });
    const more = button("", () => {
      const from = box.children.length;
      box.append(...list.slice(from, from + NAMES).map(show));
      rest();
      box.children[from].querySelector("button")?.focus();
    }, { class: "more" });
    const rest = () => { more.hidden = box.children.length >= list.length; more.textContent = "Show more of " + number(list.length); };
    box.append(...list.slice(0, SHOWN).map(show));
    rest();
    return [box, more];
  }
  const entry = (i, note) => el("li", {}, button(labelled(i), () => choose([i])), note && el("span", { class: "soft how" }, note));
  const groupEntry = members => el("li", {}, button(members.length === 1 ? labelled(members[0]) : counted(members) + ", " + origin({ members, level: "same" }), () => choose(members)),
    el("span", { class: "soft how" }, how(members[0])));

  // starting are the exact groups of those who have ways, the largest first.
  const starting = () => clusters.exactly(shown.filter(i => waysOf(i).length)).sort((a, b) => b.length - a.length);

  function overview() {
    const groups = starting(), uses = new Map();
    for (const i of shown) {
      if (!nodes[i].ways.length) continue;
      const used = new Set();
      for (const [, w] of steps(i)) for (const q of w.requests) for (const s of q.statements) used.add(s);
      for (const s of used) uses.set(s, (uses.get(s) || 0) + 1);
    }
    const most = [...uses].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 5);
    const inside = groups.filter(m => !nodes[m[0]].outside), from = groups.filter(m => nodes[m[0]].outside);
    return [inside.length > 0 && [el("h3", {}, "Who, and how"), many(inside, groupEntry, true)], from.length > 0 && [el("h3", {}, "From outside"), many(from, groupEntry, true)],
      most.length > 0 && el("h3", {}, "Statements on most shortest paths"),
      most.length > 0 && el("ol", { class: "names" }, most.map(([s, n]) => el("li", {}, el("b", {}, plural(n, "path")), " by " + held(s), el("br"), place(s)))),
      most.length > 0 && el("p", { class: "soft" }, "iamlint paths tells how many ways each closes when it is removed.")];
  }

  function onePanel(i) {
    const seen = new Set(), list = [], rest = others(i);
    list.push(el("h3", {}, labelled(i)), arn[i] && el("p", { class: "soft mono" }, arn[i]));
    if (nodes[i].ways.length) {
      const n = steps(i).length;
      list.push(el("h4", {}, n === 1 ? "Becomes administrator in one step" : "Becomes administrator in " + number(n) + " steps"), path(i, seen));
      if (rest.length) list.push(el("h4", {}, plural(rest.length, "other first step")), el("ul", { class: "steps" }, rest.map(w => wayItem("", ways[w], seen))));
    } else if (nodes[i].administrator && P.nodes.by[i] >= 0) {
      list.push(el("ul", { class: "steps" }, arrival(i, seen)));
    }
    const found = arn[i] ? findingsOf(arn[i]) : 0;
    if (found) list.push(el("p", {}, el("a", { href: "#" + new URLSearchParams({ group: "subject", subject: arn[i] }) }, plural(found, "finding") + " about " + label(i))));
    list.push(...arrivals([i]));
    return list;
  }
  // arrivals are who comes to some nodes.
  function arrivals(members) {
    const to = new Set(members), coming = clusters.exactly(shown.filter(i => waysOf(i).some(w => to.has(ways[w].to)))).sort((a, b) => b.length - a.length);
    if (!coming.length) return [];
    const n = coming.reduce((sum, m) => sum + m.length, 0);
    return [el("h4", {}, number(n) + " can take this step to get here"), ...many(coming, groupEntry)];
  }
  function boxPanel(b) {
    if (b.members.length === 1) return onePanel(b.members[0]);
    const list = [el("h3", {}, titleOf(b))], i = b.members[0], seen = new Set();
    list.push(el("p", {}, button("Open in the picture", () => open(b))));
    if (b.level === "same" && nodes[i].ways.length) {
      list.push(el("h4", {}, "How each becomes administrator"), path(i, seen, "each"));
      const rest = others(i);
      if (rest.length) list.push(el("h4", {}, plural(rest.length, "other first step")), el("ul", { class: "steps" }, rest.map(w => wayItem("", ways[w], seen))));
      list.push(el("h4", {}, "Who"), ...many(b.members, i => entry(i)));
    } else if (nodes[i].ways.length) {
      list.push(el("h4", {}, "Who, and how"), ...many(clusters.exactly(b.members).sort((x, y) => y.length - x.length), groupEntry));
    } else {
      list.push(el("h4", {}, "Who"), ...many(b.members, i => entry(i, nodes[i].by && "by " + nodes[i].by)), ...arrivals(b.members));
    }
    return list;
  }
  function edgePanel(e) {
    const seen = new Set();
    return [el("h3", {}, titleOf(e.from) + " → " + titleOf(e.to)), e.count > 1 && el("p", { class: "soft" }, plural(e.count, "principal") + ", " + plural(e.ways.size, "way")),
      el("ul", { class: "steps" }, [...e.ways].slice(0, SHOWN).map(w => wayItem("", ways[w], seen))), e.ways.size > SHOWN && el("p", { class: "soft" }, "and " + number(e.ways.size - SHOWN) + " more ways")];
  }
  function show(content, all) {
    const panel = byId("paths-panel");
    panel.replaceChildren(...content.flat(Infinity).filter(Boolean));
    panel.scrollTop = 0;
    for (const m of panel.querySelectorAll(".src mark:first-of-type")) { // what is marked may stand far on the right
      const box = m.closest(".src"), at = m.getBoundingClientRect(), right = box.getBoundingClientRect().right;
      if (at.left > right - 60) box.scrollLeft += at.left - right + 220;
    }
    byId("paths-back").hidden = !!all;
  }

  // ---- Search -------------------------------------------------------------------

  const address = i => arn[i] || name[i];
  const text = () => byId("paths-q").value.trim().toLowerCase();
  const fits = (t, text) => text.split(/\s+/).every(w => t.includes(w));
  const rank = (i, text) => name[i].toLowerCase() === text || arn[i].toLowerCase() === text ? 0 : name[i].toLowerCase().startsWith(text) ? 1 : 2;
  // hits are who fits a text, whole names before others.
  const hits = text => shown.filter(i => name[i] && fits(searched[i], text)).sort((a, b) => rank(a, text) - rank(b, text) || a - b);
  function find() {
    if (!text()) { clear(); return; }
    const list = hits(text());
    if (list.length === 1 || list.length && rank(list[0], text()) === 0) choose([list[0]], list.length);
    else showHits(text());
  }
  function showHits(text) {
    const list = hits(text), known = new Set(arn), rest = people.filter(p => p.type !== "group" && !known.has(p.arn) && fits((p.name + " " + p.arn).toLowerCase(), text));
    chosen = null;
    pinned = [];
    lit = new Set(list);
    arrange();
    draw();
    show([el("h3", {}, list.length ? plural(list.length, "user or role", "users and roles") : "Nobody of that name is on a way"), many(list, i => entry(i, nodes[i].administrator ? "administrator" : "")),
      rest.length > 0 && [el("h4", {}, "Without a way"), many(rest, p => el("li", { class: "soft" }, p.type + " " + JSON.stringify(p.name) + (p.reach === "unknown" ? ": not judged, a policy is missing" : "")))]]);
    say(plural(list.length, "hit"));
  }

  // ---- Choosing -----------------------------------------------------------------

  // choose shows one, or several that go the same ways, as a box of its own, with the
  // path that follows; it may be one of many hits.
  function choose(members, hits) {
    if (!members.every(i => shown.includes(i))) setFilter({ rule: "", account: "" });
    pinned = [members, ...steps(members[0]).map(([, w]) => [w.to])];
    const i = members[0];
    history.replaceState(null, "", members.length === 1 && address(i) ? "#who=" + encodeURIComponent(address(i)) : location.pathname + location.search);
    arrange();
    const b = picture.boxOf.get(i);
    chosen = b.id;
    lit = null;
    draw(hot);
    show([hits > 1 && el("p", {}, button("All " + number(hits) + " hits", () => showHits(text()))), boxPanel(b)]);
    say(titleOf(b));
  }
  function chooseBox(b) {
    if (b.members.length === 1) { choose(b.members); return; }
    chosen = b.id;
    lit = null;
    mark();
    show(boxPanel(b));
    say(titleOf(b));
  }
  function open(b) {
    opened.add(b.id);
    chosen = null;
    lit = null;
    arrange();
    draw(() => cy.nodes().filter(n => b.members.includes(n.data("box").members[0])));
    show(boxPanel(b));
    say(counted(b.members) + " opened");
  }
  function clear() {
    chosen = lit = null;
    pinned = [];
    arrange();
    draw();
    if (location.hash.startsWith("#who=")) history.replaceState(null, "", location.pathname + location.search);
    show(overview(), true);
  }

  // ---- Filters ------------------------------------------------------------------

  const waysOf = i => kept.get(i) || nodes[i].ways;
  function setFilter(part) {
    filter = { ...filter, ...part };
    opened = new Set();
    kept = new Map();
    byId("paths-rule").value = filter.rule;
    if (several) byId("paths-account").value = filter.account;
    const reached = new Set(), counts = w => !filter.rule || ways[w].rule === filter.rule;
    for (const i of everybody) {
      if (filter.account && account[i] !== filter.account) continue;
      if (nodes[i].ways.some(counts)) kept.set(i, nodes[i].ways.filter(counts));
      else if (!filter.rule && nodes[i].administrator) reached.add(i);
    }
    const follow = i => { if (!reached.has(i)) { reached.add(i); for (const w of waysOf(i)) follow(ways[w].to); } };
    for (const i of kept.keys()) follow(i);
    shown = everybody.filter(i => reached.has(i));
  }

  // ---- The picture --------------------------------------------------------------

  const ruler = document.createElement("canvas").getContext("2d");
  // short is a text as far as it fits into a box.
  function short(text, bold) {
    ruler.font = (bold ? "600 " : "") + FONT + "px " + FAMILY;
    const c = [...text];
    const fit = () => c.join("") + (c.length < [...text].length ? "…" : "");
    while (c.length > 1 && ruler.measureText(fit()).width > BOX.width - 22) c.pop();
    return fit();
  }
  function boxText(b) {
    const i = b.members[0];
    if (b.members.length === 1) return name[i] ? short(name[i]) + "\n" + (kinds[kind[i]] || [kind[i]])[0] + (whose(i) || (nodes[i].administrator ? ", administrator" : "")) : "Administrator\nby rights that it gives itself";
    return counted(b.members) + "\n" + short(origin(b), true);
  }
  function edgeText(e) { const ids = [...new Set([...e.ways].map(w => ways[w].id))]; return ids.length > 2 ? ids.length + " ways" : ids.join("\n"); }

  function arrange() { picture = clusters.arrange(shown, waysOf, opened, pinned); }
  // draw draws what was arranged, and brings a part of it into view.
  function draw(part) {
    if (!cy) return;
    cy.batch(() => {
      cy.elements().remove();
      cy.add(picture.boxes.map(b => ({ group: "nodes", data: { id: b.id, box: b, text: boxText(b) }, position: { x: b.x, y: b.y },
        classes: [nodes[b.members[0]].administrator ? "administrator" : nodes[b.members[0]].kind, b.members.length > 1 ? "cluster" : ""].join(" ") })));
      cy.add(picture.edges.map(e => ({ group: "edges", data: { id: e.id, source: e.from.id, target: e.to.id, edge: e, text: edgeText(e), width: 1 + Math.min(4, Math.log10(e.count) * 1.4), ...bend(e) }, classes: picture.named ? "named" : "" })));
    });
    canvas().dataset.boxes = picture.boxes.length;
    mark();
    frame(part ? part() : null);
  }
  // bend makes an S of an edge, level where it leaves and where it arrives, that
  // turns in the gap before its end, also where it passes other boxes.
  function bend(e) {
    const dx = e.to.x - e.from.x - BOX.width, dy = e.to.y - e.from.y, length = Math.hypot(dx, dy) || 1, turn = dx - 50;
    const points = [...(turn > 100 ? [[turn - 60, 0]] : []), [turn, 0], [turn, dy]];
    return { weights: points.map(([x, y]) => (x * dx + y * dy) / length / length), distances: points.map(([x, y]) => (y * dx - x * dy) / length) };
  }
  const canvas = () => byId("paths-canvas");
  // frame brings the picture into view, or as much of it as can be read, and a part
  // of it for sure.
  function frame(part) {
    const whole = cy.elements().boundingBox(), near = part && part.length ? part.boundingBox() : whole, w = cy.width() - 24, h = cy.height() - 24;
    const z = Math.max(0.55, Math.min(1.15, w / whole.w, h / whole.h));
    const along = (from, to, first, last, size) => (to - from) * z <= size ? size / 2 - (from + to) / 2 * z : Math.min(-from * z, Math.max(size - to * z, size / 2 - (first + last) / 2 * z));
    cy.zoom(z);
    cy.pan({ x: 12 + along(whole.x1, whole.x2, near.x1, near.x2, w), y: 12 + along(whole.y1, whole.y2, near.y1, near.y2, h) });
  }
  // hot are the chosen box, what follows from it, and who comes to it.
  function hot() {
    const e = chosen ? cy.getElementById(chosen) : cy.collection();
    if (!e.length) return cy.collection();
    if (e.isEdge()) return e.union(e.connectedNodes());
    const i = e.data("box").members;
    if (i.length === 1 && nodes[i[0]].ways.length) { // its shortest path
      let path = e, from = e;
      for (const [, w] of steps(i[0])) {
        const to = cy.getElementById(picture.boxOf.get(w.to).id);
        path = path.union(from.edgesTo(to)).union(to);
        from = to;
      }
      return path;
    }
    return e.union(e.successors()).union(e.incomers());
  }
  function mark() {
    if (!cy) return;
    const part = lit ? cy.nodes().filter(n => n.data("box").members.some(i => lit.has(i))) : hot();
    cy.batch(() => {
      cy.elements().removeClass("hot cold chosen");
      if (!part.length && !lit) return;
      cy.elements().addClass("cold");
      part.removeClass("cold").addClass("hot");
      if (chosen) cy.getElementById(chosen).addClass("chosen");
    });
  }
  function style() {
    const css = getComputedStyle(document.documentElement), v = n => css.getPropertyValue(n).trim();
    const stripe = color => ({ "background-gradient-stop-colors": [color, color, v("--panel"), v("--panel")].join(" ") });
    const font = { "font-family": FAMILY, color: v("--ink") };
    return [
      { selector: "node", style: { ...font, shape: "round-rectangle", ...BOX, "corner-radius": 7, "background-fill": "linear-gradient", "background-gradient-direction": "to-right", "background-gradient-stop-positions": "0 2.6 2.6 100", ...stripe(v("--b0")),
        "border-width": 1, "border-color": v("--b0"), label: "data(text)", "text-wrap": "wrap", "text-max-width": BOX.width - 6, "text-valign": "center", "line-height": 1.25, "font-size": FONT, "min-zoomed-font-size": 4 } },
      { selector: "node.user", style: stripe(v("--b1")) },
      { selector: "node.role", style: stripe(v("--good-bar")) },
      { selector: "node.administrator", style: { ...stripe(v("--b4")), "border-color": v("--b4") } },
      { selector: "node.cluster", style: { "border-width": 3.5, "border-style": "double", "border-position": "outside", "font-weight": 600 } },
      { selector: "edge", style: { ...font, "curve-style": "unbundled-bezier", "edge-distances": "endpoints", "control-point-weights": "data(weights)", "control-point-distances": "data(distances)", "source-endpoint": BOX.width / 2 + "px 0px", "target-endpoint": -BOX.width / 2 + "px 0px",
        width: "data(width)", "line-color": v("--b0"), "target-arrow-color": v("--b0"), "target-arrow-shape": "triangle", "arrow-scale": 0.8, "font-size": 10.5, "text-wrap": "wrap", "text-background-color": v("--panel"), "text-background-opacity": 0.92, "text-background-padding": 2, "line-opacity": 0.75 } },
      { selector: "edge.named, edge.hot, edge.over", style: { label: "data(text)" } },
      { selector: ".cold", style: { opacity: 0.25 } },
      { selector: "edge.hot", style: { "line-color": v("--accent"), "target-arrow-color": v("--accent"), "line-opacity": 1, "z-index": 9 } },
      { selector: "node.hot, node.over", style: { "border-color": v("--accent") } },
      { selector: ".chosen", style: { "border-width": 3, "border-style": "solid", "border-color": v("--accent") } },
      { selector: "core", style: { "active-bg-opacity": 0 } },
    ];
  }
  function zoom(by) { cy.zoom({ level: Math.min(2, Math.max(0.1, cy.zoom() * by)), renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }); }

  // near is the box next to the chosen one in a direction.
  function near(dx, dy) {
    const from = picture.boxes.find(b => b.id === chosen);
    if (!from) return picture.boxes.reduce((a, b) => b.layer > a.layer ? b : a, picture.boxes[0]);
    let best = null, least = Infinity;
    for (const b of picture.boxes) {
      const ahead = (b.x - from.x) * dx + (b.y - from.y) * dy, aside = Math.abs((b.x - from.x) * dy) + Math.abs((b.y - from.y) * dx);
      if (ahead > 1 && ahead + 3 * aside < least) [best, least] = [b, ahead + 3 * aside];
    }
    return best;
  }
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const b = picture.boxes.find(x => x.id === chosen);
    if (arrows[e.key]) {
      const to = near(...arrows[e.key]);
      if (to) {
        chosen = to.id;
        lit = null;
        mark();
        show(boxPanel(to));
        say(titleOf(to));
        const at = cy.getElementById(to.id).renderedPosition();
        if (at.x < 60 || at.y < 30 || at.x > cy.width() - 60 || at.y > cy.height() - 30) cy.center(cy.getElementById(to.id));
      }
    } else if (e.key === "Enter" && b) { if (b.members.length > 1) open(b); else chooseBox(b); }
    else if (e.key === "Escape" && (chosen || opened.size)) { opened = new Set(); clear(); }
    else if (e.key === "+" || e.key === "-") zoom(e.key === "+" ? 1.25 : 0.8);
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  function start() {
    if (cy) return;
    cy = cytoscape({ container: canvas(), style: style(), autoungrabify: true, autounselectify: true, boxSelectionEnabled: false, userZoomingEnabled: false, minZoom: 0.1, maxZoom: 2, layout: { name: "preset" } });
    cy.on("tap", "node", e => chooseBox(e.target.data("box")));
    cy.on("dbltap", "node", e => { const b = e.target.data("box"); if (b.members.length > 1) open(b); });
    cy.on("tap", "edge", e => { chosen = e.target.id(); lit = null; mark(); show(edgePanel(e.target.data("edge"))); });
    cy.on("tap", e => { if (e.target === cy) clear(); });
    cy.on("mouseover", "node, edge", e => { e.target.addClass("over"); canvas().classList.add("over"); canvas().title = e.target.isNode() ? titleOf(e.target.data("box")) : ""; });
    cy.on("mouseout", "node, edge", e => { e.target.removeClass("over"); canvas().classList.remove("over"); canvas().title = ""; });
    canvas().addEventListener("wheel", e => { if (e.ctrlKey || e.metaKey) { e.preventDefault(); zoom(e.deltaY < 0 ? 1.15 : 0.87); } }, { passive: false });
    new MutationObserver(() => cy.style(style())).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    new ResizeObserver(() => { cy.resize(); frame(hot()); }).observe(canvas());
    draw(hot);
  }

  // ---- The section --------------------------------------------------------------

  const total = P.principals.reduce((sum, [, n]) => sum + n, 0), principal = n => n.kind === "user" || n.kind === "role",
    able = nodes.filter(n => principal(n) && n.ways.length).length, are = nodes.filter(n => principal(n) && n.administrator).length, strangers = everybody.filter(i => nodes[i].outside);
  const body = byId("paths-b");
  byId("paths").hidden = false;
  body.append(el("p", { class: "count" }, el("b", {}, able ? number(able) : "None"), " of " + plural(total, "user and role", "users and roles") + " can become administrator, besides " + number(are) + " that are." + (strangers.length ? " From outside come " + counted(strangers) + "." : "") + " Every step was decided with boundaries, organization policies, Deny statements and conditions."));
  if (!ways.length) return { show: () => false, has: () => false };
  const byRule = new Map();
  for (const n of nodes) for (const r of new Set(n.ways.map(w => ways[w].rule))) byRule.set(r, (byRule.get(r) || 0) + 1);
  const select = (id, text, list, set) => { const s = el("select", { id, "aria-label": text, onchange: e => { set(e.target.value); clear(); } }); options(s, list); return s; };
  let timer;
  const search = el("input", { id: "paths-q", type: "search", placeholder: "Search names and ARNs", "aria-label": "Search users and roles on the ways", spellcheck: "false",
    oninput: () => { clearTimeout(timer); timer = setTimeout(find, 30); },
    onkeydown: e => { if (e.key === "Enter") { e.preventDefault(); byId("paths-panel").querySelector(".names button")?.click(); } } });
  body.append(
    el("div", { class: "mapbar", role: "search", "aria-label": "Filter the picture" }, search,
      select("paths-rule", "Kind of way", [["", "All kinds of ways"], ...[...byRule].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([r, n]) => [r, ruleTitle(r) + " (" + number(n) + ")"])], rule => setFilter({ rule })),
      several && select("paths-account", "Account", [["", "All accounts"], ...P.principals.map(([id]) => [S[id], S[id] ? "account " + S[id] : "no account id"])], account => setFilter({ account }))),
    el("div", { class: "paths" },
      el("div", { class: "picture" }, el("div", { id: "paths-canvas", tabindex: "0", role: "group", "aria-label": "Picture of the ways to administrator; the list beside it says the same. Arrow keys go from box to box, Enter opens one." }),
        el("div", { class: "foot" }, el("span", { class: "legend" }, [["f1", "users"], ["fgood", "roles"], ...(strangers.length ? [["f0", "from outside"]] : []), ["f4", "administrators"]].map(([c, text]) => el("span", {}, el("i", { class: "dot " + c }), text)), el("span", {}, "double border: several")),
          el("span", { class: "tools" }, button("+", () => zoom(1.25), { "aria-label": "Larger" }), button("−", () => zoom(0.8), { "aria-label": "Smaller" }),
            button("Whole", () => frame(null), { title: "The whole picture" }), button("Close all", () => { opened = new Set(); byId("paths-q").value = ""; clear(); }, { title: "Close what was opened" })))),
      el("div", { class: "side" }, button("← All", () => { byId("paths-q").value = ""; clear(); }, { id: "paths-back", hidden: true }),
        el("div", { id: "paths-panel", tabindex: "0", role: "region", "aria-label": "Who can become administrator, and how" }))),
    el("div", { id: "paths-print" }));
  canvas().addEventListener("keydown", key);
  arrange();
  const heights = picture.boxes.map(b => b.y);
  if (Math.max(...heights) - Math.min(...heights) < 300) canvas().closest(".paths").classList.add("low");
  show(overview(), true);
  new IntersectionObserver((seen, observer) => { if (seen.some(e => e.isIntersecting)) { observer.disconnect(); start(); } }, { rootMargin: "600px" }).observe(canvas());

  // On paper the list stands instead of the picture.
  addEventListener("beforeprint", () => {
    const groups = starting();
    byId("paths-print").replaceChildren(...groups.slice(0, PRINTED).map(members => el("div", { class: "printed" },
      el("h3", {}, members.length === 1 ? labelled(members[0]) : counted(members) + ", " + origin({ members, level: "same" })),
      members.length > 1 && el("p", { class: "soft" }, members.slice(0, NAMES).map(i => name[i]).join(", ") + (members.length > NAMES ? " and " + number(members.length - NAMES) + " more" : "")),
      path(members[0], new Set(), members.length > 1 ? "each" : ""))), ...(groups.length > PRINTED ? [el("p", { class: "soft" }, "and " + plural(groups.length - PRINTED, "more group"))] : []));
  });
  addEventListener("afterprint", () => byId("paths-print").replaceChildren());

  return {
    // show chooses a principal by its ARN.
    show(text) {
      const i = everybody.findIndex(i => address(i) === text);
      if (i < 0) return false;
      start();
      choose([i]);
      return true;
    },
    has: text => arn.includes(text),
  };
}
