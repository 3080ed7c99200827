/** Why a request failed: `fetch` itself says only "fetch failed", and what failed is in its innermost cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  if (error.cause instanceof Error) {
    return reasonOf(error.cause);
  }
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
