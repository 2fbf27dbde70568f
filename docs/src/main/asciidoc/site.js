// The search, and what folds. Nothing is asked of another host, and nothing of this one but scripts:
// a page that is opened as a file may load those.
(() => {
  "use strict";

  const RESULTS = 12;
  const side = document.getElementById("side");
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const pages = document.getElementById("pages");
  const fold = document.getElementById("fold");
  let index = null;

  const here = location.pathname.split("/").pop() || "index.html";
  pages.querySelector(`a[href="${here}"]`)?.setAttribute("aria-current", "page");

  fold.addEventListener("click", () => {
    const open = side.classList.toggle("open");
    fold.setAttribute("aria-expanded", String(open));
    found.hidden = true;
  });

  // The contents of the page: beside it if there is room, else folded.
  const toc = document.getElementById("toc");
  if (toc) {
    const wide = matchMedia("(min-width:1440px)");
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = "On this page";
    document.getElementById("toctitle").remove();
    details.append(summary, ...toc.childNodes);
    toc.append(details);
    const follow = () => (details.open = wide.matches);
    wide.addEventListener("change", follow);
    follow();
  }

  const script = (name) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = name;
      element.onload = resolve;
      element.onerror = () => reject(new Error("cannot load " + name));
      document.head.append(element);
    });

  // What an operator or a developer looks for comes before what a contributor does.
  const last = pages.querySelector("ul:last-of-type");
  const forContributors = new Set([...last.querySelectorAll("a")].map((a) => a.getAttribute("href")));

  // lameduck.grace-period, http/2: one word, which is also found by what follows a sign, and by its parts.
  const words = (text) => text.match(/[\p{L}\p{N}@]+(?:[@._/-]+[\p{L}\p{N}]+)*/gu) ?? [];
  const wordsAndParts = (text) =>
    words(text).flatMap((word) => {
      const ends = [...word.matchAll(/[@._/-]+/g)].map((sign) => word.slice(sign.index + sign[0].length));
      return [...new Set([word, ...ends, ...word.split(/[@._/-]+/)])].filter(Boolean);
    });

  // Made when it is first needed.
  const load = () => {
    index ??= Promise.all([script("minisearch.js"), script("search-index.js")]).then(() => {
      const search = new MiniSearch({
        idField: "href",
        fields: ["title", "text"],
        storeFields: ["title", "page", "href", "text"],
        tokenize: wordsAndParts,
        searchOptions: {
          tokenize: words,
          boost: { title: 4 },
          combineWith: "AND",
          prefix: true,
          fuzzy: (term) => (term.length > 4 && !/\d/.test(term) ? 0.2 : false),
          boostDocument: (id, term, section) =>
            (section.title.toLowerCase() === query.value.trim().toLowerCase() ? 5 : 1) *
            (forContributors.has(section.href.split("#")[0]) ? 0.4 : 1),
        },
      });
      search.addAll(lameduckSections);
      return search;
    });
    return index;
  };

  // The words around the first match.
  const excerpt = (text, terms) => {
    const lower = text.toLowerCase();
    const at = Math.min(...terms.map((term) => lower.indexOf(term)).filter((i) => i >= 0), lower.length);
    const from = at < lower.length ? Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 50)) + 1) : 0;
    const part = text.slice(from, from + 160);
    return (from > 0 ? "… " : "") + part + (from + 160 < text.length ? " …" : "");
  };

  const show = (results) => {
    found.replaceChildren();
    found.hidden = false;
    if (results.length === 0) {
      const none = document.createElement("p");
      none.textContent = "Nothing found.";
      found.append(none);
      return;
    }
    const list = document.createElement("ol");
    for (const result of results.slice(0, RESULTS)) {
      const link = document.createElement("a");
      link.href = result.href;
      const title = document.createElement("b");
      title.textContent = result.title;
      const page = document.createElement("span");
      page.className = "page";
      page.textContent = result.page === result.title ? "" : " · " + result.page;
      const text = document.createElement("small");
      text.textContent = excerpt(result.text, result.terms);
      link.append(title, page, text);
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    found.append(list);
    found.scrollTop = 0;
  };

  const ask = async () => {
    const text = query.value.trim();
    if (text === "") {
      found.hidden = true;
      return;
    }
    try {
      const search = await load();
      if (text === query.value.trim()) {
        const all = search.search(text);
        show(all.length > 0 ? all : search.search(text, { combineWith: "OR" }));
      }
    } catch (failure) {
      found.hidden = false;
      found.textContent = String(failure.message);
    }
  };

  query.addEventListener("focus", () => load().catch(() => {}));
  query.addEventListener("input", ask);
  document.getElementById("search").addEventListener("submit", async (event) => {
    event.preventDefault();
    await ask();
    found.querySelector("a")?.click();
  });
  // A result may be on this page: then nothing is loaded that would close the list.
  found.addEventListener("click", (event) => {
    if (event.target.closest("a")) {
      found.hidden = true;
      query.blur();
    }
  });
  document.addEventListener("keydown", (event) => {
    const links = [query, ...found.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      found.hidden = true;
    } else if (event.key === "/" && document.activeElement !== query) {
      event.preventDefault();
      query.focus();
    } else if (!found.hidden && at >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      links[Math.max(0, Math.min(links.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
    }
  });

  // index.html?q=LD0029 is a search that can be linked to.
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    query.value = asked;
    ask();
  }
})();
