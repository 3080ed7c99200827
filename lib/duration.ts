const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `90s`, `30m`, `2h` or `3d`; undefined for any other text. */
export function millisecondsOf(text: string): number | undefined {
  const [, number, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const each = units[unit];
  return number === undefined || each === undefined || Number(number) === 0 ? undefined : Number(number) * each;
}
