// SPDX-License-Identifier: Apache-2.0
// The map: a picture without scripts; with them, part of the page, so that its countries are links
// with titles.

export function addMapLinks(): void {
  const picture = document.querySelector<HTMLImageElement>("img[data-map]");
  if (!picture) return;
  const replace = async (): Promise<void> => {
    const answer = await fetch(picture.src);
    if (!answer.ok) return; // the picture stays
    // The page's own style has the same classes, and its policy refuses another.
    const text = (await answer.text()).replace(/<style>.*?<\/style>/s, "");
    const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    if (svg.nodeName !== "svg") return;
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", picture.alt);
    picture.replaceWith(svg);
  };
  if (!("IntersectionObserver" in window)) return;
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    void replace();
  }, { rootMargin: "300px" });
  observer.observe(picture);
}
