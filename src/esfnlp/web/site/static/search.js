// The search of the site. What it reads is described in search_data.py: scripts that hand over their content by
// esfnlp.take, which works on a web space and from a folder alike. Nothing is sent anywhere.
"use strict";

const SHARDS = 64;
const MOST = 50;
const SHORTEST_KEPT = 4;
const WORD = /[\p{L}\p{N}]+(?:[-–:'’.][\p{L}\p{N}]+)*\+?/gu;

const found = document.getElementById("found");
const said = document.getElementById("said");
const folder = found.dataset.folder.replace(/[^/]*$/, "");
const root = folder.replace(/search\/$/, "");
const content = new Map();
const asked = new Map();

globalThis.esfnlp = {
  take(name, value) {
    content.set(name, value);
  },
};

// The content of a file of the search, which is asked for once.
function load(name) {
  if (content.has(name)) return Promise.resolve(content.get(name));
  if (!asked.has(name)) {
    asked.set(name, new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `${folder}${name}.js`;
      script.onload = () => (content.has(name) ? done(content.get(name)) : failed(new Error(name)));
      script.onerror = () => failed(new Error(name));
      document.head.append(script);
    }));
  }
  return asked.get(name);
}

const fold = (text) => text.normalize("NFC").toLowerCase();
const plain = (word) => word.normalize("NFD").replace(/\p{M}/gu, "");
const words = (text) => fold(text).match(WORD) || [];

function shard(word) {
  return Array.from(word).slice(0, 2).reduce((number, c) => number * 31 + c.codePointAt(0), 0) % SHARDS;
}

// The form that is written in the plans and begins most like the word: it may be an inflection that no plan has.
function nearest(word, forms) {
  const least = Math.max(SHORTEST_KEPT, word.length - 3);
  let best = null;
  for (const form of Object.keys(forms)) {
    let same = 0;
    while (same < word.length && word[same] === form[same]) same += 1;
    if (same < least || form.length > same + 3) continue;
    if (!best || same > best.same || (same === best.same && form.length < best.form.length)) best = { same, form };
  }
  return best && best.form;
}

async function keyOf(word) {
  const { forms, keys } = await load(`terms-${shard(word)}`);
  if (Object.hasOwn(forms, word)) return forms[word];
  if (Object.hasOwn(keys, word)) return word;
  const form = nearest(word, forms);
  return form && forms[form];
}

async function postings(key) {
  const { keys } = await load(`terms-${shard(key)}`);
  return Object.hasOwn(keys, key) ? keys[key] : [];
}

// The plan of a passage: the last that begins at or before it.
function planOf(plans, passage) {
  let low = 0;
  let high = plans.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (plans[middle][5] <= passage) low = middle;
    else high = middle - 1;
  }
  return low;
}

async function scores(keys, total) {
  const sums = new Map();
  for (const key of keys) {
    const pairs = await postings(key);
    const among = pairs.length / 2;
    const rarity = Math.log(1 + (total - among + 0.5) / (among + 0.5));
    for (let i = 0, passage = 0; i < pairs.length; i += 2) {
      passage += pairs[i];
      sums.set(passage, (sums.get(passage) || 0) + rarity * pairs[i + 1]);
    }
  }
  return sums;
}

// Names of which most words are asked for, in any inflection, those of which all are first.
function names(catalogue, question, keys) {
  const wanted = [...words(question), ...keys].filter((word) => word.length > 2).map(plain);
  const weigh = (name) => {
    const own = words(name).map(plain);
    const met = own.filter((word) => wanted.some((w) => word === w || (w.length > 3 && word.startsWith(w))));
    return own.length ? met.length / own.length : 0;
  };
  return catalogue.names
    .map((entry) => ({ entry, weight: Math.max(...[entry[0], ...entry[4]].map(weigh)) }))
    .filter(({ weight }) => weight > 0.5)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 8)
    .map(({ entry }) => entry);
}

function element(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

// The text with the words of the keys marked; a key is what a word's inflections begin with.
function marked(text, keys) {
  const made = element("p", { lang: "sv" });
  let at = 0;
  for (const match of text.matchAll(WORD)) {
    if (!keys.some((key) => fold(match[0]).startsWith(key))) continue;
    made.append(text.slice(at, match.index), element("mark", {}, match[0]));
    at = match.index + match[0].length;
  }
  made.append(text.slice(at));
  return made;
}

async function hit(catalogue, passage, keys) {
  const number = planOf(catalogue.plans, passage);
  const [title, region, period, , plan, first] = catalogue.plans[number];
  const [start, page, text] = (await load(`text-${number}`))[passage - first];
  const place = page ? found.dataset.page.replace("{n}", page) : found.dataset.text;
  return element("li", {},
    element("a", { href: `${root}${plan}/plan.html`, lang: "sv" }, title),
    element("span", { class: "facts" }, ` ${[region, period].filter(Boolean).join(", ")} `),
    element("a", { href: `${root}${plan}/text.html#c${start}` }, place),
    marked(text, keys));
}

function nameHit([label, by, regions, page]) {
  const counted = regions === 1 ? found.dataset.region : found.dataset.regions.replace("{n}", regions);
  const kind = found.getAttribute(`data-by-${by}`);
  return element("li", {}, element("a", { href: `${root}${page}` }, label), element("span", { class: "facts" }, ` ${kind}, ${counted}`));
}

function part(name, entries) {
  if (!entries.length) return [];
  return [element("h2", {}, name), element("ol", { class: "hits" }, ...entries)];
}

async function search(question, region, period) {
  const catalogue = await load(found.dataset.catalogue);
  const keys = [...new Set((await Promise.all(words(question).map(keyOf))).filter(Boolean))];
  const sums = await scores(keys, catalogue.passages);
  const passes = (passage) => {
    const plan = catalogue.plans[planOf(catalogue.plans, passage)];
    return (!region || plan[3].includes(region)) && (!period || plan[2] === period);
  };
  const ranked = [...sums].filter(([passage]) => passes(passage)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const best = ranked.slice(0, MOST);
  const hits = await Promise.all(best.map(([passage]) => hit(catalogue, passage, keys)));
  said.textContent = ranked.length
    ? found.dataset.counted.replace("{n}", ranked.length).replace("{most}", best.length)
    : found.dataset.none;
  said.classList.toggle("nobody", !ranked.length);
  const named = names(catalogue, question, keys).map(nameHit);
  found.replaceChildren(said, ...part(found.dataset.names, named), ...part(found.dataset.passages, hits));
}

const state = new URLSearchParams(location.search);
const form = document.getElementById("search");
for (const name of ["q", "region", "period"]) form.elements[name].value = state.get(name) || "";
if (state.get("q")) {
  said.textContent = found.dataset.waiting;
  search(state.get("q"), state.get("region"), state.get("period")).catch((error) => {
    console.error(error);
    said.textContent = found.dataset.broken;
  });
}
