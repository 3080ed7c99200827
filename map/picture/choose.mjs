// Runs in the page of a map: what is known of a box, search, light and dark. Without it the page is a picture and a table.
const panel = document.querySelector(".panel");
const search = document.querySelector("input[type=search]");
const pictures = [...document.querySelectorAll("svg.map")];
const boxes = [...document.querySelectorAll(".box")];
const arrows = [...document.querySelectorAll(".arrow")];
const rows = new Map([...document.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
const headings = [...document.querySelectorAll("thead th")].map((heading) => heading.textContent);

let chosen;

function shownPicture() {
  return pictures.find((picture) => picture.getBoundingClientRect().width > 0);
}

function boxOn(picture, id) {
  return [...(picture?.querySelectorAll(".box") ?? [])].find((box) => box.dataset.box === id);
}

/** Shows what is known of a box, with its arrows; of none, hides it. */
function choose(id) {
  const before = chosen;
  chosen = rows.has(id) ? id : undefined;
  for (const box of boxes) {
    box.setAttribute("aria-pressed", String(box.dataset.box === chosen));
  }
  for (const arrow of arrows) {
    const { from, to } = arrow.dataset;
    arrow.classList.toggle("near", chosen !== undefined && (from === chosen || to === chosen));
  }
  const hasArrows = arrows.some((arrow) => arrow.classList.contains("near"));
  for (const picture of pictures) {
    picture.classList.toggle("chosen", hasArrows);
  }
  panel.hidden = chosen === undefined;
  if (chosen === undefined) {
    boxOn(shownPicture(), before)?.focus();
    return;
  }
  panel.replaceChildren(...contentOf(rows.get(chosen)));
  panel.scrollTop = 0;
  const box = boxOn(shownPicture(), chosen);
  panel.classList.toggle("left", middleOf(box) > innerWidth / 2);
  uncover(box);
}

/** Where a box stands across the window; the panel opens at the other side. */
function middleOf(box) {
  const { left, right } = box.getBoundingClientRect();
  return (left + right) / 2;
}

/** On a phone the panel covers what is below; the head of a box is not left under it. */
function uncover(box) {
  const { top, bottom } = box.getBoundingClientRect();
  const covered = panel.getBoundingClientRect();
  const end = Math.min(bottom, top + 120);
  if (covered.width === innerWidth && end > covered.top) {
    scrollBy(0, end - covered.top + 16);
  }
}

function contentOf(row) {
  const [name, kind, ...rest] = row.cells;
  const close = element("button", "×");
  close.className = "close";
  close.type = "button";
  close.setAttribute("aria-label", "Close");
  close.addEventListener("click", () => choose());
  const facts = rest.flatMap((cell, index) => {
    if (cell.textContent === "") {
      return [];
    }
    const content = element("div");
    content.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
    return [element("h3", headings[index + 2]), content];
  });
  return [close, element("h2", name.textContent), element("p", kind.textContent), ...facts];
}

function element(tag, text = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** Chooses a box, and brings it into sight. */
function go(id) {
  choose(id);
  const box = boxOn(shownPicture(), id);
  box?.focus({ preventScroll: true });
  box?.scrollIntoView({ block: "center", inline: "nearest" });
  uncover(box);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-go]");
  if (link) {
    event.preventDefault();
    go(link.dataset.go);
    return;
  }
  const box = event.target.closest(".box");
  if (box) {
    choose(box.dataset.box === chosen ? undefined : box.dataset.box);
  }
});

search.addEventListener("input", () => {
  const words = search.value.trim().toLowerCase();
  const found = new Set(
    words === ""
      ? []
      : [...rows].filter(([id, row]) => `${id} ${row.textContent}`.toLowerCase().includes(words)).map(([id]) => id),
  );
  for (const box of boxes) {
    box.classList.toggle("hit", found.has(box.dataset.box));
  }
  for (const picture of pictures) {
    picture.classList.toggle("searched", words !== "");
  }
  document.querySelector(".found").textContent = words === "" ? "" : `${found.size} of ${rows.size}`;
});

search.addEventListener("keydown", (event) => {
  const hits = [...(shownPicture()?.querySelectorAll(".box.hit") ?? [])].map((box) => box.dataset.box);
  const [best] = hits.sort((one, other) => distance(one) - distance(other));
  if (event.key === "Enter" && best !== undefined) {
    go(best);
  }
});

/** How far the name of a box is from what is searched: the same, begins with it, has it, or something else of it does. */
function distance(id) {
  const words = search.value.trim().toLowerCase();
  const name = rows.get(id).cells[0].textContent.toLowerCase();
  return [name === words, name.startsWith(words), name.includes(words), true].indexOf(true);
}

document.querySelector("[data-theme-switch]").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(".box");
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (box && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    choose(box.dataset.box);
    panel.focus({ preventScroll: true });
  } else if (event.key === "Escape") {
    choose();
  } else if (event.key === "/" && event.target !== search) {
    event.preventDefault();
    search.focus();
  }
});
