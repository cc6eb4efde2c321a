// SPDX-License-Identifier: Apache-2.0
// MyLinks: on a pledge's page, the ways to what its member does with it. Those pages are made of scripts, so the links
// are shown by one: <a data-my="report" hidden>.

export function addMyLinks(): void {
  const here = /^(\/[a-z]{2})\/pledges\/([a-z0-9-]{1,64})$/.exec(location.pathname);
  if (here === null) return;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-my]")) {
    link.href = `${here[1]}/my/pledges/${here[2]}/${link.dataset["my"]}`;
    link.hidden = false;
  }
}
