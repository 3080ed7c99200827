/** Dollars as one says them: whole ones, and less than one as that. */
export function usdText(usd: number): string {
  return usd > 0 && usd < 1 ? "under $1" : `$${Math.round(usd).toLocaleString("en")}`;
}
