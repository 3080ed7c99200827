import chromiumPackage from "@sparticuz/chromium";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { onPath, thisMachine } from "../../tools/engine/machine.ts";

/** Nothing of its own goes out, and it starts for root in a container. */
const flags = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-dev-shm-usage",
  "--disable-lcd-text",
  "--font-render-hinting=none",
  "--no-default-browser-check",
  "--no-pings",
];

/** The address that a page of a test is opened at; nothing listens there. */
const address = "http://page.test/";

let running: Browser | undefined;

/**
 * A suite that looks at pages in a real Chromium. Where none starts its tests are skipped; with `CI=true` they fail.
 */
export function describeInBrowser(title: string, suite: () => void): void {
  describe(title, () => {
    before(async function () {
      // The first start unpacks a browser of 200 MB.
      this.timeout(60_000);
      const started = await startedBrowser();
      if (typeof started === "string") {
        if (process.env.CI === "true") {
          throw new Error(started);
        }
        process.stderr.write(`${title} (skipped: ${started})\n`);
        this.skip();
      }
      running = started;
    });
    after(async () => {
      await running?.close();
      running = undefined;
    });
    suite();
  });
}

/** The browser, or why there is none. */
export async function startedBrowser(): Promise<Browser | string> {
  const machine = thisMachine();
  const installed = await Promise.all(["chromium", "google-chrome"].map((name) => onPath(name, machine)));
  const reasons: string[] = [];
  for (const path of [...installed.flat(), undefined]) {
    try {
      const executablePath = path ?? (await chromiumPackage.executablePath());
      return await chromium.launch({ executablePath, args: flags });
    } catch (error) {
      const [reason] = String(error).split("\n");
      reasons.push(`${path ?? "@sparticuz/chromium"}: ${reason}`);
    }
  }
  return `no Chromium starts: ${reasons.join("; ")}`;
}

/** A page as a test sees it, with what went wrong in it. */
export interface OpenedPage {
  readonly page: Page;
  /** What it wrote to the console as an error, and errors that nothing caught. */
  readonly errors: readonly string[];
  /** Addresses that it asked for, beyond itself; none of them is reached. */
  readonly requests: readonly string[];
}

/**
 * Opens a text as a page, inside a suite of `describeInBrowser`, and closes it after.
 *
 * @param html the whole document
 * @param options size of the window, colour scheme, …
 */
export async function withPage<T>(
  html: string,
  use: (opened: OpenedPage) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  if (!running) {
    throw new Error("no browser runs: use withPage in a suite of describeInBrowser");
  }
  return withPageOf(running, html, use, options);
}

/** The same with a browser that the caller closes. */
export async function withPageOf<T>(
  browser: Browser,
  html: string,
  use: (opened: OpenedPage) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const errors: string[] = [];
  const requests: string[] = [];
  try {
    await context.route("**/*", (route) => {
      const url = route.request().url();
      if (url === address) {
        return route.fulfill({ body: html, contentType: "text/html; charset=utf-8" });
      }
      requests.push(url);
      return route.abort();
    });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") {
        errors.push(message.text());
      }
    });
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(address);
    return await use({ page, errors, requests });
  } finally {
    await context.close();
  }
}
