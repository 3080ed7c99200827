import assert from "node:assert/strict";
import { runbookOf } from "../../tools/docs/alarm-words.ts";
import { alarmRows } from "../../tools/docs/alarms.ts";
import { pathsOf, textOf } from "./sources.ts";

const pages = pathsOf("docs/runbooks/*.md");
const nameOf = (path: string) => path.replace(/^.*\/(.+)\.md$/, "$1");

describe("the runbooks", () => {
  it("are there for every alarm, and none for an alarm that there is not", async () => {
    const rows = await alarmRows();
    const linked = rows.flatMap(({ alarms }) => Object.values(alarms).map(runbookOf));
    assert.deepEqual([...new Set(linked)].sort(), pages.map(nameOf).sort());
  });

  it("say what it means, where to look first and what to do, so that one finds it at night", () => {
    const parts = ["## What it means", "## First look", "## What to do"];
    const odd = pages.filter((page) => {
      const headings = textOf(page).match(/^## .+$/gm) ?? [];
      return JSON.stringify(headings) !== JSON.stringify(parts);
    });
    assert.deepEqual(odd, []);
  });

  it("show where to look as a command or a place in the console", () => {
    const look = /## First look\n[^#]*(```|console)/i;
    assert.deepEqual(
      pages.filter((page) => !look.test(textOf(page))),
      [],
    );
  });

  it("fit on a screen", () => {
    assert.deepEqual(
      pages.filter((page) => textOf(page).split("\n").length > 42),
      [],
    );
  });
});
