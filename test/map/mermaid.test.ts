import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compareMaps, type Side } from "../../map/compare.ts";
import type { EnvironmentMap } from "../../map/environment-map.ts";
import { mermaidOf } from "../../map/mermaid.ts";
import { describeInBrowser, withPage } from "../support/browser.ts";
import { mapped, mappedStacks } from "../support/maps.ts";
import { checkout } from "../support/stack-files.ts";

const library = readFileSync(createRequire(import.meta.url).resolve("@mermaid-js/tiny/dist/mermaid.tiny.js"), "utf8");

/** What the real Mermaid makes of a text: the words of its boxes and arrows, as a reader sees them. */
async function drawn(mermaid: string): Promise<{ readonly boxes: string[]; readonly arrows: string[] }> {
  return await withPage("<!doctype html><title>map</title><main></main>", async ({ page, errors }) => {
    await page.addScriptTag({ content: library });
    await page.locator("main").evaluate(async (main, text) => {
      const { mermaid: engine } = Object(globalThis);
      engine.initialize({ startOnLoad: false, maxTextSize: 200_000 });
      const { svg } = await engine.render("map", text);
      main.innerHTML = svg;
    }, mermaid);
    const textsOf = async (selector: string) =>
      (await page.locator(selector).allTextContents()).map((text) => text.trim()).filter((text) => text !== "");
    const [boxes, arrows] = [
      await textsOf(".node .nodeLabel, .cluster .nodeLabel"),
      await textsOf(".edgeLabel .edgeLabel"),
    ];
    assert.deepEqual(errors, []);
    return { boxes, arrows };
  });
}

/** A map of two boxes with a name that is hard to write. */
function hostile(name: string): EnvironmentMap {
  const box = (id: string) => ({ id, kind: "web", name, facts: [name], alarms: [], resources: 0 }) as const;
  return {
    project: "app",
    stack: "staging",
    title: "staging of app",
    facts: [],
    usdPerMonth: 0,
    boxes: [box("service/a-b"), box("service/a_b"), box("end")],
    arrows: [{ from: "service/a-b", to: "service/a_b", says: name }],
  };
}

describe("a map as Mermaid", () => {
  for (const { name, file } of mappedStacks) {
    it(`of ${name} is as it was reviewed: UPDATE_EXPECTED=1 accepts a change`, async () => {
      const text = mermaidOf((await mapped(file)).map);
      const expected = join(checkout, "test", "expected", "map", `${name}.mmd`);
      if (process.env.UPDATE_EXPECTED) {
        writeFileSync(expected, text);
      }
      assert.equal(text, existsSync(expected) ? readFileSync(expected, "utf8") : "");
    });
  }

  it("gives every box an id of its own, of letters that Mermaid reads as nothing else", () => {
    const ids = [...mermaidOf(hostile("x")).matchAll(/^ {2}(\w+)\["/gm)].map(([, id]) => id);
    assert.deepEqual(ids, ["box_service_a_b", "box_service_a_b_", "box_end"]);
  });
});

describeInBrowser("a map as Mermaid, drawn by Mermaid in a browser", () => {
  for (const { name, file } of mappedStacks) {
    it(`of ${name} shows every box and every arrow`, async () => {
      const { map } = await mapped(file);
      const { boxes, arrows } = await drawn(mermaidOf(map));
      assert.equal(boxes.length, map.boxes.length);
      assert.deepEqual(
        boxes.filter((text) => /Unsupported|#\d+;|<br/.test(text)),
        [],
      );
      for (const box of map.boxes) {
        assert.ok(
          boxes.some((text) => text.startsWith(box.name)),
          box.name,
        );
      }
      assert.equal(arrows.length, map.arrows.length);
    }).timeout(60_000);
  }

  for (const name of [
    '<script>alert("x")</script>',
    "a`b` **c** _d_",
    "1. list",
    "- item",
    "+ plus",
    "# head #quot; &amp;",
    "end",
    "a|b{c}[d](e)",
    "%% no comment",
    "😀 é ⇒",
    '\\n \\" ;',
    "--> a",
    "x".repeat(300),
  ]) {
    it(`shows the name ${name.slice(0, 30)} as it is`, async () => {
      const { boxes, arrows } = await drawn(mermaidOf(hostile(name)));
      const plain = (text: string) => text.replaceAll("\u200b", "").replaceAll(/\s+/g, " ");
      assert.deepEqual(
        boxes.map(plain),
        [0, 1, 2].map(() => plain(`${name}${name}`)),
      );
      assert.deepEqual(arrows.map(plain), [plain(name)]);
    }).timeout(60_000);
  }

  it("marks what is different with a sign, for whoever sees no colour", async () => {
    const sides: Side[] = [];
    for (const { file, stack } of mappedStacks.slice(0, 2)) {
      const { map, plan } = await mapped(file);
      sides.push({ map, place: plan.place, name: stack });
    }
    const [staging, production] = sides;
    assert.ok(staging && production);
    const { boxes } = await drawn(mermaidOf(compareMaps(staging, production)));
    assert.ok(boxes.some((text) => text.startsWith("+ firewall (WAF)")));
    assert.ok(boxes.some((text) => text.startsWith("~ main")));
    assert.ok(
      boxes.some((text) => text.startsWith("people")),
      "what is the same has no sign",
    );
  }).timeout(60_000);
});
