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
