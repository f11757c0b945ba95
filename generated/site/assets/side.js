// Makes things easier where scripts run; every page can be read without.
"use strict";
for (const box of document.querySelectorAll("[data-kopier]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = box.dataset.kopier;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "dæmpet";
  button.addEventListener("click", async () => {
    const code = box.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(code);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      document.execCommand("copy");
    }
    said.textContent = box.dataset.kopieret;
  });
  box.prepend(button, " ", said);
}
