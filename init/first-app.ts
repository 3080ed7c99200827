import type { Compose } from "./compose/read-compose.ts";
import { readService } from "./compose/service.ts";

/** What an app without a compose file begins with: one web service, which its repository builds. */
export function firstApp(folder: string, name: string): Compose {
  const web = new Map<string, unknown>([
    ["build", "."],
    ["ports", ["8080:8080"]],
  ]);
  return { file: "", name, services: [readService("web", web, { folder, given: new Map() })], others: [] };
}
