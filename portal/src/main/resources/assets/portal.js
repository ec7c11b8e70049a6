// Everything here only makes pages nicer: without it they still work.
"use strict";

function announce(text) {
  const toasts = document.querySelector(".toasts");
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.textContent = text;
  toasts.replaceChildren(toast);
  setTimeout(() => toast.remove(), 4000);
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const text = (source.value ?? source.innerText).trimEnd();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No clipboard over plain http: select the text, so that one key press copies it.
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    if (!document.execCommand("copy")) {
      return;
    }
  }
  announce(button.dataset.copied);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) {
    return;
  }
  if (button.dataset.copy) {
    copy(button);
  }
  // Invoker commands, where the browser has none.
  if (!("commandForElement" in HTMLButtonElement.prototype)) {
    const dialog = document.getElementById(button.getAttribute("commandfor"));
    if (button.getAttribute("command") === "show-modal") {
      dialog.showModal();
    } else if (button.getAttribute("command") === "close") {
      dialog.close();
    }
  }
});

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  event.submitter?.setAttribute("aria-busy", "true");
});

// Back from the next page: the form may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

// Dialogs that a page brings along open, once.
function openDialogs(root) {
  for (const dialog of root.querySelectorAll("dialog[data-open]")) {
    dialog.removeAttribute("open");
    dialog.removeAttribute("data-open");
    dialog.showModal();
    // The browser keeps people inside from here, and lets them out.
    document.querySelectorAll("[inert]").forEach((behind) => (behind.inert = false));
  }
}
openDialogs(document);
document.addEventListener("htmx:load", (event) => openDialogs(event.target));

// A select that applies at once hides the button it does not need.
for (const select of document.querySelectorAll("select[data-submits]")) {
  select.form.querySelector("button[type=submit]").hidden = true;
  select.addEventListener("change", () => select.form.requestSubmit());
}

// "I have saved it" opens the way out of a dialog.
for (const box of document.querySelectorAll("input[data-unlocks]")) {
  const button = document.getElementById(box.dataset.unlocks);
  const follow = () => (button.disabled = !box.checked);
  box.addEventListener("change", follow);
  follow();
}

// What is shown once does not come back with the page.
addEventListener("pagehide", () => {
  document.querySelectorAll("[data-once]").forEach((once) => once.remove());
});
