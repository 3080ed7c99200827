// Runs in the page of a map: zoom is the part of the drawing that shows, the picture's viewBox.
const stage = document.querySelector(".stage");
const pictures = [...stage.querySelectorAll("svg.map")];
const whole = new Map(pictures.map((picture) => [picture, viewOf(picture)]));

function shownPicture() {
  return pictures.find((picture) => picture.getBoundingClientRect().width > 0);
}

function viewOf(picture) {
  const { x, y, width, height } = picture.viewBox.baseVal;
  return { x, y, width, height };
}

function show(picture, { x, y, width, height }) {
  const all = whole.get(picture);
  const near = width < all.width;
  const [left, top] = near ? [within(x, all.width - width), within(y, all.height - height)] : [0, 0];
  picture.setAttribute("viewBox", near ? `${left} ${top} ${width} ${height}` : `0 0 ${all.width} ${all.height}`);
  stage.classList.toggle("near", near);
}

function within(value, most) {
  return Math.min(Math.max(value, 0), most);
}

/** Zooms so that what is at a point of the window stays there. */
function zoom(picture, factor, point) {
  const view = viewOf(picture);
  const { left, top, width, height } = picture.getBoundingClientRect();
  const across = point ? (point.clientX - left) / width : 0.5;
  const down = point ? (point.clientY - top) / height : 0.5;
  const scale = Math.max(1 / factor, 0.125 * (whole.get(picture).width / view.width));
  const next = { width: view.width * scale, height: view.height * scale };
  show(picture, {
    x: view.x + (view.width - next.width) * across,
    y: view.y + (view.height - next.height) * down,
    ...next,
  });
}

function pan(picture, right, down) {
  const view = viewOf(picture);
  const { width } = picture.getBoundingClientRect();
  const scale = view.width / width;
  show(picture, { ...view, x: view.x + right * scale, y: view.y + down * scale });
}

const zooms = {
  in: (picture) => zoom(picture, 1.3),
  out: (picture) => zoom(picture, 1 / 1.3),
  whole: (picture) => show(picture, whole.get(picture)),
};

for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => zooms[button.dataset.zoom](shownPicture()));
}

stage.addEventListener(
  "wheel",
  (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoom(shownPicture(), Math.exp(-event.deltaY / 300), event);
    }
  },
  { passive: false },
);

let held;
let dragged = false;
stage.addEventListener("pointerdown", (event) => {
  dragged = false;
  held = stage.classList.contains("near") && event.button === 0 ? event : undefined;
});
addEventListener("pointermove", (event) => {
  if (!held) {
    return;
  }
  const [right, down] = [held.clientX - event.clientX, held.clientY - event.clientY];
  if (dragged || Math.hypot(right, down) > 4) {
    dragged = true;
    pan(shownPicture(), right, down);
    held = event;
  }
});
// What ends a drag is no choice of a box.
stage.addEventListener("click", (event) => dragged && event.stopPropagation(), { capture: true });
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => {
    held = undefined;
  });
}

const steps = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
const keys = { "+": "in", "=": "in", "-": "out", 0: "whole" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "INPUT") {
    return;
  }
  const step = stage.classList.contains("near") && stage.contains(event.target) ? steps[event.key] : undefined;
  if (step) {
    event.preventDefault();
    pan(shownPicture(), ...step);
  } else if (event.key in keys) {
    zooms[keys[event.key]](shownPicture());
  }
});
