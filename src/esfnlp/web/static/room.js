// The list of suggestions under a question: HTMX fetches it, this makes it a combobox (WAI-ARIA APG,
// "Editable combobox with list autocomplete"). Nothing here is needed to ask a question.
"use strict";

function combobox(box) {
  const input = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[role=status]");
  const options = () => Array.from(list.querySelectorAll("[role=option]"));
  let active = -1;

  function mark(index) {
    active = index;
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    const option = options()[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function show(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    mark(-1);
  }

  function take(option) {
    input.value = option.dataset.value;
    show(false);
    input.focus();
  }

  function step(by) {
    const count = options().length;
    if (!count) return;
    if (list.hidden) show(true);
    const from = active < 0 && by < 0 ? count : active;
    mark((from + by + count) % count);
  }

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: () => show(false),
    Tab: () => show(false),
  };

  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      take(options()[active]);
    } else if (keys[event.key]) {
      if (event.key.startsWith("Arrow") || (event.key === "Escape" && !list.hidden)) event.preventDefault();
      keys[event.key]();
    }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) take(option);
  });
  input.addEventListener("blur", () => show(false));
  list.addEventListener("htmx:afterSwap", () => {
    const count = options().length;
    show(count > 0 && document.activeElement === input);
    if (status) status.textContent = count ? status.dataset.counted.replace("{n}", count) : "";
  });
}

document.querySelectorAll("[data-combobox]").forEach(combobox);
