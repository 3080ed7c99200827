import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { EnvironmentMap } from "../../../map/environment-map.ts";
import { mapPage } from "../../../map/picture/page.ts";
import { describeInBrowser, withPage } from "../../support/browser.ts";
import { compared, empty, hostile, production } from "./fixture.ts";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Pages that were made already. */
const pages = new Map<EnvironmentMap, Promise<string>>();

const looks = { "a laptop": {}, "a phone": phone };

describe("the page of a map", () => {
  it("stays small and is made quickly, since people send it around", async () => {
    assert.ok((await mapPage(production)).length < 500_000);
  });

  it("is the same each time, so that two can be compared", async () => {
    assert.equal(await mapPage(production), await mapPage(production));
  });

  it("names no address, so that it shows on a plane as at a desk", async () => {
    const page = await mapPage({ ...production, facts: [] });
    assert.deepEqual(page.match(/\b(https?:)?\/\/[a-z][^\s"']*|url\([^)]*\)|@import/g), null);
  });
});

describeInBrowser("the page of a map, in Chromium,", () => {
  for (const [look, options] of Object.entries(looks)) {
    for (const [name, map] of Object.entries({ production, compared, hostile, empty })) {
      it(`shows ${name} on ${look} without an error and without asking for anything`, async () => {
        const html = await pageOf(map);
        await withPage(
          html,
          async ({ page, errors, requests }) => {
            const ids = await page.$$eval("svg.map", (pictures) =>
              pictures
                .filter((picture) => picture.getBoundingClientRect().width > 0)
                .map((picture) => [...picture.querySelectorAll(".box")].map((one) => one.getAttribute("data-box"))),
            );
            assert.deepEqual(
              ids.map((shown) => shown.sort()),
              [map.boxes.map(({ id }) => id).sort()],
            );
            assert.equal(await page.locator("tbody tr").count(), map.boxes.length);
            assert.deepEqual(errors, []);
            assert.deepEqual(requests, []);
          },
          options,
        );
      });
    }

    it(`keeps every text inside of its box on ${look}, in whatever font there is`, async () => {
      for (const map of [production, compared, hostile]) {
        await withPage(await pageOf(map), async ({ page }) => assert.deepEqual(await textsOutside(page), []), options);
      }
    });
  }

  it("has no sideways scrolling on a phone, and no text that is too small to read there", async () => {
    for (const width of [390, 320]) {
      await withPage(
        await pageOf(production),
        async ({ page }) => {
          assert.equal(await page.$eval("html", (root) => root.scrollWidth), width);
          const smallest = await page.$eval("svg.narrow", (picture) => {
            const { defaultView } = picture.ownerDocument;
            const sizes = [...picture.querySelectorAll("text")].map((text) =>
              Number.parseFloat(defaultView?.getComputedStyle(text).fontSize ?? ""),
            );
            return (picture.getBoundingClientRect().width / 358) * Math.min(...sizes);
          });
          assert.ok(smallest >= (width === 390 ? 11 : 8.8), `${smallest} pixels`);
        },
        { ...phone, viewport: { width, height: 844 } },
      );
    }
  });

  it("can be read on a laptop without zooming", async () => {
    await opened(production, async (page) => {
      const scale = await page.$eval("svg.wide", (picture) => {
        const [, , width = 1] = (picture.getAttribute("viewBox") ?? "").split(" ").map(Number);
        return picture.getBoundingClientRect().width / width;
      });
      assert.ok(scale * 12 >= 9, `${scale * 12} pixels`);
    });
  });

  it("is dark where the reader's system is, and by a button", async () => {
    const html = await pageOf(production);
    const ground = (page: Page) =>
      page.locator("body").evaluate((body) => body.ownerDocument.defaultView?.getComputedStyle(body).backgroundColor);
    const [light, dark] = ["rgb(246, 247, 249)", "rgb(15, 19, 23)"];
    await withPage(html, async ({ page }) => {
      assert.equal(await ground(page), light);
      await page.getByRole("button", { name: "Light or dark" }).click();
      assert.equal(await ground(page), dark);
    });
    await withPage(html, async ({ page }) => assert.equal(await ground(page), dark), { colorScheme: "dark" });
  });

  it("tells all that is known of a box by a click, and lights its arrows alone", async () => {
    await opened(production, async (page) => {
      await box(page, "service/api").click({ position: { x: 40, y: 12 } });
      const panel = page.locator(".panel");
      const told = await panel.innerText();
      for (const part of [
        "api",
        "web service",
        "port 8000, health /api/health",
        "$74",
        "harbour-production-api-slow",
      ]) {
        assert.ok(told.includes(part), `the panel does not say ${part}: ${told}`);
      }
      assert.deepEqual(await lit(page), [
        "edge → service/api",
        "service/api → cache/cache",
        "service/api → database/main",
      ]);
      await panel.getByRole("link", { name: "cache" }).click();
      assert.match(await panel.innerText(), /valkey 8\.1/);
      await panel.getByRole("button", { name: "Close" }).click();
      assert.equal(await panel.isVisible(), false);
      assert.deepEqual(await lit(page), []);
    });
  });

  it("works by the keyboard alone, for those who have no mouse", async () => {
    await opened(production, async (page) => {
      await box(page, "service/worker").focus();
      await page.keyboard.press("Enter");
      assert.match(await page.locator(".panel").innerText(), /^(×\s*)?worker/);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      assert.equal(await page.$eval(":focus", ({ tagName }) => tagName), "A", "Tab does not go into the panel");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".panel").isVisible(), false);
      assert.equal(await focused(page), "service/worker");
      const whole = await viewBox(page);
      await page.keyboard.press("+");
      const near = await viewBox(page);
      assert.notEqual(near, whole);
      await page.keyboard.press("ArrowRight");
      assert.notEqual(await viewBox(page), near);
      await page.keyboard.press("0");
      assert.equal(await viewBox(page), whole);
      await page.keyboard.press("/");
      assert.equal(await page.$eval(":focus", ({ tagName }) => tagName), "INPUT");
    });
  });

  it("lets Tab go through all boxes in the order of the map, and through no picture that is hidden", async () => {
    await opened(production, async (page) => {
      await page.getByRole("button", { name: "Light or dark" }).focus();
      const order: unknown[] = [];
      for (const _ of production.boxes) {
        await page.keyboard.press("Tab");
        order.push(await focused(page));
      }
      assert.deepEqual(new Set(order), new Set(production.boxes.map(({ id }) => id)));
    });
  });

  it("leaves what is chosen in sight on a phone, above the panel", async () => {
    await withPage(
      await pageOf(production),
      async ({ page }) => {
        const chosen = page.locator('svg.narrow .box[data-box="database/main"]');
        await chosen.evaluate((one) => one.scrollIntoView({ block: "end" }));
        await chosen.tap({ position: { x: 40, y: 12 } });
        const panel = await page.locator(".panel").boundingBox();
        const shown = await chosen.boundingBox();
        assert.ok((shown?.y ?? 0) >= 0 && (shown?.y ?? 0) + 60 < (panel?.y ?? 0), `${shown?.y} under ${panel?.y}`);
      },
      phone,
    );
  });

  it("finds a box by any word that is known of it", async () => {
    await opened(production, async (page) => {
      await page.getByRole("searchbox").fill("valkey");
      assert.equal(await page.locator(".found").innerText(), "1 of 35");
      assert.equal(await box(page, "cache/cache").evaluate((found) => found.classList.contains("hit")), true);
      await page.keyboard.press("Enter");
      assert.match(await page.locator(".panel").innerText(), /valkey/);
    });
  });

  it("goes to the box that is called what one searched, before those that only mention it", async () => {
    await opened(production, async (page) => {
      const hits = async (words: string) => {
        await page.getByRole("searchbox").fill(words);
        await page.keyboard.press("Enter");
        return page.locator(".panel h2").innerText();
      };
      assert.deepEqual(
        [await hits("api"), await hits("worker"), await hits("load")],
        ["api", "worker", "load balancer"],
      );
    });
  });

  it("says in the table of a phone what each thing is, which has no heads there", async () => {
    await withPage(
      await pageOf(production),
      async ({ page }) => {
        const heads = await page.$$eval("tbody tr:first-child td:not(:empty)", (cells) =>
          cells.map((cell) => cell.ownerDocument.defaultView?.getComputedStyle(cell, "::before").content),
        );
        assert.ok(heads.includes('"Resources"') && heads.includes('"What"'), heads.join());
        assert.equal(await page.locator("tbody tr:first-child td:empty").first().isVisible(), false);
      },
      phone,
    );
  });

  it("zooms by the wheel with Ctrl, keeps what is under the pointer, and pans by dragging without choosing", async () => {
    await opened(production, async (page) => {
      await box(page, "service/api").hover();
      const before = await box(page, "service/api").boundingBox();
      await page.keyboard.down("Control");
      await page.mouse.wheel(0, -200);
      await page.keyboard.up("Control");
      const after = await box(page, "service/api").boundingBox();
      assert.ok((after?.width ?? 0) > (before?.width ?? 0) * 1.5);
      const near = await viewBox(page);
      await page.mouse.down();
      await page.mouse.move(300, 300, { steps: 4 });
      await page.mouse.up();
      assert.notEqual(await viewBox(page), near);
      assert.equal(await page.locator(".panel").isVisible(), false);
    });
  });

  it("marks differences by a sign as well as by a colour, and says them in words", async () => {
    await opened(compared, async (page) => {
      const signs = await page.$$eval("svg.wide .box:has(.mark)", (boxes) =>
        boxes.map((one) => [one.getAttribute("data-box"), one.querySelector(".mark text")?.textContent]),
      );
      assert.deepEqual(Object.fromEntries(signs), {
        network: "~",
        "service/api": "~",
        "job/nightly": "−",
        "replica/main-1": "+",
      });
      const legend = await page.locator(".legend").innerText();
      assert.match(legend, /only in production[\s\S]*only in staging[\s\S]*otherwise in production than in staging/);
      await box(page, "service/api").click({ position: { x: 40, y: 12 } });
      assert.match(await page.locator(".panel").innerText(), /cpu 256 → 512/);
    });
  });

  it("runs nothing that a name brings along", async () => {
    const dialogs: string[] = [];
    await opened(hostile, async (page) => {
      page.on("dialog", (dialog) => {
        dialogs.push(dialog.message());
        return dialog.dismiss();
      });
      await page.reload();
      await box(page, "b").click({ position: { x: 40, y: 12 } });
      assert.equal(await page.locator("h1").innerText(), hostile.title);
      assert.equal(await page.locator("img").count(), 0);
    });
    assert.deepEqual(dialogs, []);
  });

  it("shows picture and table without a script, as where scripts are forbidden", async () => {
    await withPage(
      await pageOf(production),
      async ({ page }) => {
        assert.equal(await page.locator("svg.wide").isVisible(), true);
        assert.match(await page.locator("table").innerText(), /port 8000, health \/api\/health/);
      },
      { javaScriptEnabled: false },
    );
  });
});

function pageOf(map: EnvironmentMap): Promise<string> {
  const made = pages.get(map) ?? mapPage(map);
  pages.set(map, made);
  return made;
}

async function opened(map: EnvironmentMap, use: (page: Page) => Promise<void>): Promise<void> {
  await withPage(await pageOf(map), ({ page }) => use(page));
}

function box(page: Page, id: string) {
  return page.locator(`svg.wide .box[data-box="${id}"]`);
}

function focused(page: Page): Promise<string | null> {
  return page.$eval(":focus", (one) => one.getAttribute("data-box"));
}

function viewBox(page: Page): Promise<string | null> {
  return page.$eval("svg.wide", (picture) => picture.getAttribute("viewBox"));
}

function lit(page: Page): Promise<string[]> {
  return page.$$eval("svg.wide .arrow.near", (arrows) =>
    arrows.map((arrow) => `${arrow.getAttribute("data-from")} → ${arrow.getAttribute("data-to")}`).sort(),
  );
}

/** Texts of the picture that shows which are not within their box. */
function textsOutside(page: Page): Promise<string[]> {
  return page.$$eval(".box", (boxes) =>
    boxes
      .filter((one) => one.getBoundingClientRect().width > 0)
      .flatMap((one) => {
        const body = one.querySelector(".body")?.getBoundingClientRect();
        return [...one.querySelectorAll("text")]
          .filter((text) => text.textContent !== "" && !text.closest(".mark"))
          .filter((text) => {
            const { left, right, top, bottom } = text.getBoundingClientRect();
            return !body || left < body.left || right > body.right || top < body.top - 1 || bottom > body.bottom + 1;
          })
          .map((text) => `${text.textContent} of ${one.getAttribute("data-box")}`);
      }),
  );
}
