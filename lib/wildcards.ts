/**
 * Whether a text fits a pattern, in which `*` stands for any letters and `?` for one, as in policies and conditions of
 * AWS. Upper and lower case differ.
 */
export function matches(pattern: string, text: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let taken = 0;
  while (place < text.length) {
    if (pattern[at] === "*") {
      star = at;
      taken = place;
      at += 1;
    } else if (pattern[at] === "?" || pattern[at] === text[place]) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      // The last star takes one letter more.
      taken += 1;
      place = taken;
      at = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
