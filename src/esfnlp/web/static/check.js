// Adding a record: the words that are marked in the page's text are taken into the form, with what stands before them.
// Nothing here is needed: the words may be typed.
"use strict";

const text = document.getElementById("page-text");
const button = document.getElementById("take");
const said = document.getElementById("taken");
const field = (name) => document.getElementById(name);
const MOST_BEFORE = 80;

function squeezed(words) {
  return words.split(/\s+/).filter(Boolean).join(" ");
}

function take() {
  const marked = text.value.slice(text.selectionStart, text.selectionEnd);
  const quote = marked.trim();
  said.textContent = quote ? said.dataset.said : said.dataset.nothing;
  if (!quote) return;
  const start = text.selectionStart + marked.indexOf(quote);
  const paragraph = text.value.slice(text.value.lastIndexOf("\n\n", start) + 1, start);
  field("quote").value = quote;
  field("before").value = squeezed(paragraph).slice(-MOST_BEFORE).trim();
  field("page").value = field("page").dataset.shown;
  field("quote").focus();
}

// A field that is `readonly` shows no cursor, so that the keyboard could mark nothing in it.
text.addEventListener("beforeinput", (event) => event.preventDefault());
button.addEventListener("click", take);
button.hidden = false;
