// Makes exports for .ci/html, and reads the reports about them in Chromium.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const [, , step, work] = process.argv;
const ROLES = 25100; // with four findings each
const CLIMBERS = 5000, GROUPS = 40, OWN = 60; // users, groups that lead to administrator, users with policies of their own
const marker = "the page ran a text of an export";

function make() {
  const evil = `</script><script>document.title = "${marker}"</script><img src="https://example.com/x" onerror="document.title='${marker}'">`;
  const admin = (sid, action) => ({ Version: "2012-10-17", Statement: [{ Sid: sid, Effect: "Allow", Action: action, Resource: "*" }] });
  fs.writeFileSync(work + "/hostile.json", JSON.stringify(details([role(evil, admin(evil, "*"))])));
  const roles = [];
  for (let i = 0; i < ROLES; i++) roles.push(role("service-" + i, admin("S" + i, "*")));
  fs.writeFileSync(work + "/many.json", JSON.stringify(details(roles)));
  fs.writeFileSync(work + "/climbers.json", JSON.stringify(climbers(), null, 1));
  fs.writeFileSync(work + "/climbers-hostile.json", JSON.stringify({ ...details([]), UserDetailList: [user(evil, [], allow("iam:PutUserPolicy", "*"))] }));
}
const details = roles => ({ UserDetailList: [], GroupDetailList: [], RoleDetailList: roles, Policies: [] });
const allow = (action, resource) => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });
const arn = text => "arn:aws:iam::111122223333:" + text;
const user = (name, groups, policy) => ({ Path: "/", UserName: name, Arn: arn("user/" + name), GroupList: groups, UserPolicyList: policy ? [{ PolicyName: "own", PolicyDocument: policy }] : [], AttachedManagedPolicies: [] });

// climbers is an account in which groups lead many to administrator, some in two steps.
function climbers() {
  const groups = [], users = [], assumed = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: arn("root") }, Action: "sts:AssumeRole" }] };
  for (let i = 0; i < GROUPS; i++) groups.push({ Path: "/", GroupName: "group-" + i, Arn: arn("group/group-" + i), AttachedManagedPolicies: [],
    GroupPolicyList: [{ PolicyName: "p", PolicyDocument: i % 2 ? allow("sts:AssumeRole", arn("role/deploy")) : allow(["iam:PutUserPolicy", "iam:AttachUserPolicy"], "*") }] });
  for (let i = 0; i < CLIMBERS; i++) users.push(user("user-" + i, ["group-" + i % GROUPS]));
  for (let i = 0; i < OWN; i++) {
    users.push(user("solo-" + i, [], allow("iam:CreateAccessKey", arn("user/root-" + i % 3))));
    users.push(user("idle-" + i, [], allow("iam:PassRole", arn("role/nothing-" + i))));
  }
  for (let i = 0; i < 3; i++) users.push(user("root-" + i, [], allow("*", "*")));
  return { UserDetailList: users, GroupDetailList: groups, Policies: [], RoleDetailList: [
    { ...role("deploy", allow("lambda:UpdateFunctionCode", "*")), AssumeRolePolicyDocument: assumed },
    { ...role("worker", allow("*", "*")), AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] } }] };
}
function role(name, policy) {
  return { Path: "/", RoleName: name, RoleId: "AROAEXAMPLE", Arn: "arn:aws:iam::111122223333:role/" + name, CreateDate: "2024-01-01T00:00:00Z",
    AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }] },
    InstanceProfileList: [], RolePolicyList: [{ PolicyName: "p", PolicyDocument: policy }], AttachedManagedPolicies: [], Tags: [], RoleLastUsed: {} };
}

async function read() {
  const { chromium } = require("playwright-core");
  const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

  // open gives a page that notes what must not happen.
  async function open(name, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage(), bad = [];
    await page.exposeFunction("violated", text => bad.push("violated " + text));
    await page.addInitScript(() => document.addEventListener("securitypolicyviolation", e => window.violated(e.violatedDirective + " " + e.blockedURI)));
    page.on("console", m => { if (m.type() === "error" || m.type() === "warning") bad.push(m.text()); });
    page.on("pageerror", e => bad.push(e.message));
    page.on("request", r => { if (!r.url().startsWith("file://" + work + "/")) bad.push("request " + r.url()); });
    const cdp = await context.newCDPSession(page);
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    const start = performance.now();
    await page.goto("file://" + work + "/" + name);
    await page.waitForSelector("html[data-ready]", { timeout: 20000 });
    const took = performance.now() - start;
    // What the page itself took, however busy the machine is.
    const spent = async () => 1000 * (await cdp.send("Performance.getMetrics")).metrics.find(m => m.name === "TaskDuration").value;
    return { page, took, busy: Math.round(await spent()), spent, close: async () => { assert.deepEqual(bad, [], name); await context.close(); } };
  }
  const count = page => page.textContent("#count");
  const counted = (page, text) => page.waitForFunction(t => document.getElementById("count").textContent.startsWith(t), text, { timeout: 5000 });

  // Filters, keyboard and deep links.
  {
    const { page, close } = await open("sloppy.html");
    const all = await count(page);
    assert.match(all, /^\d+ findings in \d+ groups/);
    await page.click("#filters .chips button >> text=critical");
    assert.match(page.url(), /#severity=critical$/);
    assert.deepEqual([...new Set(await page.$$eval("#list .head .sev", l => l.map(e => e.textContent)))], ["critical"]);
    await page.keyboard.press("Escape");
    assert.equal(await count(page), all);
    await page.keyboard.press("/");
    await page.keyboard.type("trust-any-principal partner");
    await counted(page, "1 finding in 1 group");
    const link = await page.getAttribute("#list .finding .link", "href");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await counted(page, all);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    assert.ok(await page.isVisible("#list .body .finding"), "Enter opens a group");
    await page.keyboard.press("?");
    assert.ok(await page.isVisible("#help"));
    await close();
    const deep = await open("sloppy.html" + link);
    assert.ok(await deep.page.isVisible(".finding.here"), "the finding of the link is shown");
    assert.equal("#" + await deep.page.getAttribute(".finding.here", "id"), link);
    await deep.close();
    const kept = await open("sloppy.html#area=root&status=all");
    assert.deepEqual([...new Set(await kept.page.$$eval("#list .head .id", l => l.map(e => e.textContent.split("-")[0])))], ["root"]);
    await kept.close();
  }

  // The charts, and what they lead to.
  {
    const { page, close } = await open("sloppy.html");
    assert.deepEqual(await page.$$eval("#cards h3", l => l.map(e => e.textContent).sort()),
      ["Age of active access keys", "Compliance by control", "Findings by area", "Findings by severity", "Users and roles by reach"]);
    await page.click("#cards .row-b >> text=CIS AWS Foundations Benchmark");
    assert.match(await page.$eval("#framework", e => e.selectedOptions[0].textContent), /^CIS AWS Foundations Benchmark 7/);
    const failed = await page.$$eval("#controls tbody tr", l => l.filter(r => r.cells[2].textContent === "fail").length);
    const drawn = await page.$eval("#cards .row-b[title*=fail] >> text=CIS AWS", e => parseInt(/(\d+) fail/.exec(e.closest(".row-b").title)[1], 10));
    assert.equal(failed, drawn, "the chart and the table say the same");
    await page.click("#controls a.rule");
    await page.waitForFunction(() => /^[1-9]\d* findings? in/.test(document.getElementById("count").textContent), null, { timeout: 2000 });
    await page.click("#cards .row-b >> text=administrator");
    assert.ok((await page.$$eval("#people td.reach", l => l.map(e => e.textContent))).every(t => t.startsWith("administrator")));
    await close();
  }

  // Texts of exports stay texts.
  {
    const { page, close } = await open("hostile.html");
    assert.notEqual(await page.title(), marker);
    await page.$$eval("#list .head", l => l.forEach(e => e.click()));
    assert.equal(await page.$$eval("img, iframe, object, embed, link", l => l.length), 0);
    assert.ok((await page.textContent("#list")).includes("<script>document.title"), "the name is shown as it is");
    assert.notEqual(await page.title(), marker);
    await close();
  }

  // Who can become whom: the picture, the search and the list of an account of thousands.
  {
    const { page, busy, spent, close } = await open("climbers.html");
    const title = () => page.textContent("#paths-panel h3");
    const boxes = () => page.$eval("#paths-canvas", e => Number(e.dataset.boxes));
    const panelled = text => page.waitForFunction(t => document.querySelector("#paths-panel h3").textContent.includes(t), text, { timeout: 5000 });
    assert.ok(busy < 2000, "opened in " + busy + " ms");
    assert.match(await page.textContent("#paths .count"), /^5,061 of 5,125 users and roles can become administrator, besides 4 that are/);
    assert.ok((await page.$$("#paths-canvas canvas")).length === 0, "nothing is drawn before it is seen");
    await page.$eval("#paths", e => e.scrollIntoView({ behavior: "instant" }));
    await page.waitForSelector("#paths-canvas[data-boxes]");
    const painted = () => page.$eval("#paths-canvas canvas[data-id=layer2-node]", c => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(c.getContext("2d").getImageData(0, 0, c.width, c.height).data.filter((v, i) => i % 4 === 3 && v).length)))));
    assert.ok(await painted() > 10000, "the picture is there");
    const first = await boxes();
    assert.ok(first > 4 && first < 40, first + " boxes");

    // The search finds who is in a box, shows the path and where it stands.
    const before = await spent();
    const waited = await page.evaluate(() => new Promise(done => {
      const panel = document.getElementById("paths-panel"), q = document.getElementById("paths-q"), start = performance.now();
      new MutationObserver((_, observer) => { if (panel.querySelector("h3").textContent.includes("user-4321")) { observer.disconnect(); requestAnimationFrame(() => done(performance.now() - start)); } }).observe(panel, { childList: true });
      q.value = "user-4321";
      q.dispatchEvent(new Event("input"));
    }));
    const took = Math.min(waited, await spent() - before);
    assert.ok(took < 200, "the search took " + waited + " ms, " + took + " of them the page's own");
    assert.match(await page.textContent("#paths-panel .steps"), /user "user-4321" assumes role "deploy".*sts:AssumeRole on role "deploy".*climbers\.json:\d+:\d+.*role "worker" is administrator by policy "p"/s);
    assert.match(page.url(), /#who=arn.*user-4321$/);
    const link = new URL(page.url()).hash;
    assert.ok((await page.$$("#paths-panel .steps a[href^='#finding-']")).length > 0, "statements lead to findings");
    await page.fill("#paths-q", "idle-7");
    await panelled("Nobody of that name");
    assert.match(await page.textContent("#paths-panel"), /Without a way.*user "idle-7"/s);
    await page.fill("#paths-q", "SOLO-1");
    await panelled("user \"solo-1\"");
    assert.match(await page.textContent("#paths-panel"), /All 11 hits/);
    await page.click("#paths-back");

    // A box opens, by mouse and by keyboard, and closes.
    await page.click("#paths-panel .names button >> nth=0");
    assert.match(await title(), /^125 users, by group group-\d+/);
    const closed = await boxes();
    await page.click("#paths-panel button >> text=Open in the picture");
    assert.ok(await boxes() > closed + 10, "the box opened");
    await page.click("#paths .tools button >> text=Close all");
    assert.equal(await boxes(), first);
    await page.focus("#paths-canvas");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const one = await title();
    await page.keyboard.press("ArrowRight");
    assert.notEqual(await title(), one);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    assert.ok(await boxes() !== first, "Enter opens a box");
    await page.keyboard.press("Escape");
    assert.equal(await boxes(), first);
    assert.equal(await title(), "Who, and how");
    const at = await (await page.$("#paths-canvas")).boundingBox();
    for (let y = 10; y < at.height && !await page.$("#paths-canvas.over"); y += 12) await page.mouse.move(at.x + 60, at.y + y);
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector("#paths-panel h3").textContent !== "Who, and how", null, { timeout: 5000 });

    // Filters, and the same picture for the same report.
    await page.selectOption("#paths-rule", "privesc-other-principal");
    assert.ok((await page.$$eval("#paths-panel .names .how", l => l.map(e => e.textContent))).every(t => /^(makes an access key|assumes role)/.test(t)));
    assert.ok(await page.evaluate(() => {
      const d = JSON.parse(document.getElementById("data").textContent), P = d.paths, nodes = P.nodes.kind.map((k, i) => ({ kind: k, account: P.nodes.account[i], administrator: P.nodes.administrator[i], by: "", ways: P.nodes.ways[i] }));
      const arranged = () => JSON.stringify(clustersOf(nodes, P.ways.to.map((to, i) => ({ to, id: P.ways.id[i] }))).arrange(nodes.map((_, i) => i), i => nodes[i].ways, new Set(), []).boxes);
      return arranged() === arranged();
    }), "two pictures differ");

    // Printed, the list stands there instead.
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.isVisible("#paths-canvas"), false);
    assert.match(await page.innerText("#paths-print"), /1,?\d* user|solo-0/);
    await close();
    const deep = await open("climbers.html" + link);
    assert.equal(await deep.page.textContent("#paths-panel h3"), 'user "user-4321"');
    await deep.page.waitForSelector("#paths-canvas[data-boxes]");
    await deep.close();
    console.log(`${CLIMBERS} principals with ways open in ${Math.round(busy)} ms of the page's own, a search takes ${Math.round(took)} ms`);
  }
  {
    const { page, close } = await open("climbers-hostile.html");
    await page.$eval("#paths", e => e.scrollIntoView({ behavior: "instant" }));
    await page.waitForSelector("#paths-canvas[data-boxes]");
    await page.click("#paths-panel .names button");
    assert.ok((await page.textContent("#paths-panel h3")).includes("<script>document.title"));
    assert.notEqual(await page.title(), marker);
    assert.equal(await page.$$eval("img, iframe, object, embed, link", l => l.length), 0);
    await close();
  }

  // A hundred thousand findings.
  {
    assert.ok(fs.statSync(work + "/many.html").size < 30e6);
    const { page, took, busy, close } = await open("many.html");
    const n = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).findings.rule.length);
    assert.ok(n >= 100000, n + " findings");
    assert.ok(Math.min(took, busy) < 2000, "opened in " + took + " ms, " + busy + " of them the page's own");
    await page.fill("#filters input[type=search]", "service-" + (ROLES - 1));
    await page.waitForFunction(() => /^\d findings? in/.test(document.getElementById("count").textContent), null, { timeout: 10000 });
    console.log(`${n} findings open in ${Math.round(took)} ms, ${Math.round(busy)} of them the page's own`);
    await close();
  }

  // Accessible, with groups open, in light and dark, wide and narrow.
  for (const name of ["sloppy.html", "all.html", "climbers.html"]) for (const colorScheme of ["light", "dark"]) for (const width of [1280, 420]) {
    const { page, close } = await open(name, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    await page.$$eval("#list .head", l => l.slice(0, 4).forEach(e => e.click()));
    if (await page.$("#paths-panel")) await page.click("#paths-panel .names button");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false, name + " is wider than " + width);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await window.axe.run()).violations.map(v => v.id + ": " + v.nodes[0].html));
    assert.deepEqual(found, [], [name, colorScheme, width].join(" "));
    await close();
  }

  // Printed, it is light and has what was folded.
  {
    const { page, close } = await open("sloppy.html", { colorScheme: "dark" });
    const pdf = await page.pdf({ path: work + "/sloppy.pdf" });
    assert.ok(pdf.length > 50000);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    await close();
  }
  await browser.close();
}

Promise.resolve(step === "make" ? make() : read()).catch(e => { console.error(e); process.exit(1); });
