// SPDX-License-Identifier: Apache-2.0
// The slider of the band: one step is one month of the ledger's life, to its last day.

const kDayMs = 86_400_000;

// The last day of the month `months` after "YYYY-MM", as YYYY-MM-DD.
export function lastDay(first: string, months: number): string {
  const [year, month] = first.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month + months, 1) - kDayMs).toISOString().slice(0, 10);
}

export function addSlider(): void {
  const form = document.querySelector<HTMLFormElement>("form.when");
  const slider = form?.querySelector<HTMLInputElement>("input[type=range]");
  const date = form?.querySelector<HTMLInputElement>("input[type=date]");
  if (!form || !slider || !date) return;
  const first = slider.dataset["first"];
  if (!first) return;
  slider.hidden = false;
  const bars = [...form.querySelectorAll<SVGRectElement>(".bars rect")];
  const months = Number(slider.max) + 1;
  const shown = (): string => {
    const day = lastDay(first, Number(slider.value));
    return date.max && day > date.max ? date.max : day;
  };
  slider.addEventListener("input", () => {
    date.value = shown();
    slider.setAttribute("aria-valuetext", date.value);
    for (const bar of bars) {
      const month = Math.floor((Number(bar.getAttribute("x")) / 100) * months);
      bar.classList.toggle("later", month > Number(slider.value));
    }
  });
  slider.addEventListener("change", () => form.requestSubmit());
  slider.addEventListener("keydown", (event) => {
    const step = event.key === "PageUp" ? 12 : event.key === "PageDown" ? -12 : 0;
    if (step === 0) return;
    event.preventDefault();
    slider.value = String(Number(slider.value) + step);
    slider.dispatchEvent(new Event("input"));
    slider.dispatchEvent(new Event("change"));
  });
  for (const clock of form.querySelectorAll<HTMLInputElement>("input[name=axis]"))
    clock.addEventListener("change", () => form.requestSubmit());
}
