// SPDX-License-Identifier: Apache-2.0
// What the search box suggests as one types: titles and names that hold the words, the last one by its
// beginning. The list is the browser's own, so that keyboard and screen reader work as elsewhere.

const kPauseMs = 200; // of typing
const kLettersMin = 2;

interface Hit {
  readonly title: string;
}

export function addSuggestions(): void {
  const box = document.querySelector<HTMLInputElement>("form[role=search] input[name=q]");
  if (!box) return;
  const list = document.createElement("datalist");
  list.id = "suggestions";
  box.after(list);
  box.setAttribute("list", list.id);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;
  const ask = async (): Promise<void> => {
    asked?.abort();
    asked = new AbortController();
    const query = new URLSearchParams({ q: box.value });
    // The page's own date.
    for (const name of ["as_of", "axis", "recorded", "stated"]) {
      const value = new URLSearchParams(location.search).get(name);
      if (value) query.set(name, value);
    }
    try {
      const answer = await fetch(`/api/v1/search?${query}`, { signal: asked.signal });
      if (!answer.ok) return;
      const { hits } = (await answer.json()) as { hits: Hit[] };
      list.replaceChildren(...[...new Set(hits.map((hit) => hit.title))].map((title) => new Option(title, title)));
    } catch {
      // Aborted, or no network: no suggestions.
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    if (box.value.trim().length >= kLettersMin) waiting = setTimeout(() => void ask(), kPauseMs);
  });
}
