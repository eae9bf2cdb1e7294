// Makes exports for .ci/html, and reads the reports about them in Chromium.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const [, , step, work] = process.argv;
const ROLES = 25100; // with four findings each
const marker = "the page ran a text of an export";

function make() {
  const evil = `</script><script>document.title = "${marker}"</script><img src="https://example.com/x" onerror="document.title='${marker}'">`;
  const admin = (sid, action) => ({ Version: "2012-10-17", Statement: [{ Sid: sid, Effect: "Allow", Action: action, Resource: "*" }] });
  fs.writeFileSync(work + "/hostile.json", JSON.stringify(details([role(evil, admin(evil, "*"))])));
  const roles = [];
  for (let i = 0; i < ROLES; i++) roles.push(role("service-" + i, admin("S" + i, "*")));
  fs.writeFileSync(work + "/many.json", JSON.stringify(details(roles)));
}
const details = roles => ({ UserDetailList: [], GroupDetailList: [], RoleDetailList: roles, Policies: [] });
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
    const busy = 1000 * (await cdp.send("Performance.getMetrics")).metrics.find(m => m.name === "TaskDuration").value;
    return { page, took, busy, close: async () => { assert.deepEqual(bad, [], name); await context.close(); } };
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
  for (const name of ["sloppy.html", "all.html"]) for (const colorScheme of ["light", "dark"]) for (const width of [1280, 420]) {
    const { page, close } = await open(name, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    await page.$$eval("#list .head", l => l.slice(0, 4).forEach(e => e.click()));
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
