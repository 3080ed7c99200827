import type { Values } from "../model.ts";
import { isObject, list } from "./values.ts";

/** The widgets in the body of a dashboard, or what is wrong with it. */
export function dashboardWidgets(body: unknown): readonly Values[] | string {
  try {
    const parsed: unknown = JSON.parse(String(body));
    if (!isObject(parsed) || !Array.isArray(parsed.widgets)) return "it has no list of widgets";
    return list(parsed, "widgets").filter(isObject);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
