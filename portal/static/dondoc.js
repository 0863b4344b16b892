// The pages work without this file. It warns of files that are too large before they travel.
"use strict";
document.documentElement.classList.add("script");

for (const field of document.querySelectorAll("input[type=file][data-limit]")) {
  field.addEventListener("change", () => {
    const limit = Number(field.dataset.limit);
    const large = [...field.files].filter((file) => file.size > limit).map((file) => file.name);
    const hint = document.getElementById("files-hint");
    hint.classList.toggle("wrong", large.length > 0);
    if (large.length) {
      hint.setAttribute("role", "alert");
      field.setAttribute("aria-invalid", "true");
    } else {
      field.removeAttribute("aria-invalid");
    }
  });
}

// a form that is on its way is not sent twice by an impatient hand; the server would not mind
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
}

// days are typed as day/month/year; where the browser has a calendar, a button beside the field opens it
for (const field of document.querySelectorAll("input[data-calendar]")) {
  const written = (day, month, year) => [day.padStart(2, "0"), month.padStart(2, "0"), year].join("/");
  field.addEventListener("change", () => {
    const run = /^(\d\d)(\d\d)(\d{4})$/.exec(field.value.trim());
    if (run) field.value = written(run[1], run[2], run[3]);
  });
  if (!HTMLInputElement.prototype.showPicker) continue;
  const button = document.createElement("button");
  const label = document.createElement("span");
  button.type = "button";
  button.className = "calendar";
  label.className = "heard";
  label.textContent = field.dataset.calendar + (field.labels.length ? ": " + field.labels[0].firstChild.textContent.trim() : "");
  button.append(label);
  field.after(button);
  button.addEventListener("click", () => {
    field.parentElement.querySelector("input[type=date]")?.remove();
    const calendar = document.createElement("input");
    calendar.type = "date";
    calendar.tabIndex = -1;
    calendar.setAttribute("aria-hidden", "true");
    const typed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(field.value.trim());
    if (typed) calendar.value = written(typed[1], typed[2], typed[3]).split("/").reverse().join("-");
    calendar.addEventListener("change", () => {
      if (!calendar.value) return;
      field.value = calendar.value.split("-").reverse().join("/");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
    button.after(calendar);
    calendar.showPicker();
  });
}
