// A plan's page: the entry of the quote that the address names is marked, and "previous" and "next quote" go on from it.
// A fold that holds what the address names is opened. Nothing here is needed to read the page.
"use strict";

const entries = Array.from(document.querySelectorAll(".page-quotes [data-place]"));
const steps = Array.from(document.querySelectorAll("[data-step]"), (link) => ({
  link,
  by: link.dataset.step === "back" ? -1 : 1,
  outside: link.getAttribute("href"),
}));

function point(link, address) {
  if (address) link.setAttribute("href", address);
  else link.removeAttribute("href");
  link.classList.toggle("off", !address);
  link.setAttribute("aria-disabled", String(!address));
}

function show() {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = name && document.getElementById(name);
  for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  const at = entries.findIndex((entry) => entry.dataset.place === name || entry.id === name);
  entries.forEach((entry, i) => entry.classList.toggle("current", i === at));
  const place = at >= 0 ? entries[at].dataset.place : "";
  document.querySelectorAll(".marks .current").forEach((mark) => mark.classList.remove("current"));
  if (place) document.getElementById(place)?.classList.add("current");
  if (target instanceof SVGElement) {
    target.scrollIntoView({ block: "center" });
    const list = entries[at]?.closest(".page-quotes");
    if (list && list.scrollHeight > list.clientHeight) list.scrollTop = entries[at].offsetTop - list.offsetTop - 60;
  }
  for (const { link, by, outside } of steps) {
    const there = by > 0 ? entries.slice(at + 1) : entries.slice(0, Math.max(at, 0)).reverse();
    const next = there.find((entry) => entry.dataset.place !== place);
    point(link, next ? `#${next.dataset.place}` : outside);
  }
}

addEventListener("hashchange", show);
show();
