// The rules of the new password tick as they are met. The server checks them again, and some more.

const tests = {
  length: (password) => [...password].length >= 8,
  digit: (password) => /\p{Nd}/u.test(password),
  upper: (password) => /\p{Lu}/u.test(password),
  lower: (password) => /\p{Ll}/u.test(password),
  username: (password, username) =>
    password !== "" && ![username, username.split("@")[0]].includes(password.trim().toLowerCase()),
};

for (const list of document.querySelectorAll("[data-password-rules]")) {
  const form = list.closest("form");
  const input = form.elements.namedItem("password1");
  const summary = form.querySelector("[data-password-summary]");
  const rules = [...list.querySelectorAll("[data-password-rule]")];
  const username = list.dataset.username.toLowerCase();
  let waiting;

  const tick = () => {
    let met = 0;
    for (const rule of rules) {
      const good = tests[rule.dataset.passwordRule](input.value, username);
      rule.classList.toggle("is-met", good);
      rule.querySelector("[data-met]").hidden = !good;
      met += good;
    }
    // Said once the person pauses, so that a screen reader does not speak over each key.
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      summary.textContent = input.value && `${summary.dataset.metLabel} ${met}/${rules.length}`;
    }, 700);
  };

  input.addEventListener("input", tick);
  if (input.value) tick();
}
