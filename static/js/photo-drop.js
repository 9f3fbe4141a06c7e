// Photos dropped on the form are put into its field and sent; without this the field does the same.
for (const form of document.querySelectorAll("[data-photo-drop]")) {
  const field = form.querySelector('input[type="file"]');
  const hint = form.querySelector(".photo-drop__hint");
  const carriesFiles = (event) => [...event.dataTransfer.types].includes("Files");
  hint.hidden = false;
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      form.classList.add("photo-drop--over");
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("photo-drop--over");
  });
  form.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.remove("photo-drop--over");
    field.files = event.dataTransfer.files;
    form.requestSubmit(form.querySelector('[name="send"]'));
  });
}
