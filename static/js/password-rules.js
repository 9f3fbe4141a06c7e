// The rules of the new password tick as they are met. The server checks them again, and some more: it alone
// knows the list of common passwords and the person's numbers.

const lookalikes = { "@": "a", 4: "a", 0: "o", 3: "e", "€": "e", $: "s", 5: "s", 7: "t", "!": "i", "|": "l" };
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const letters = (text) => text.replace(/\P{L}/gu, "");

// The words a password may stand for, as accounts/common_passwords.py reads them.
const readings = (password) => {
  const whole = plain(password);
  const found = new Set();
  if (whole.length > 64) return found;
  for (let end = whole.search(/[\P{L}]*$/u); end <= whole.length; end += 1)
    for (const one of "il") {
      const undone = [...whole.slice(0, end)].map((sign) => ({ ...lookalikes, 1: one })[sign] ?? sign);
      found.add(letters(undone.join("")));
    }
  return found;
};

// Is the text these words one after the other, and nothing else?
const covered = (text, words) => {
  const reached = new Set([0]);
  for (let start = 0; start < text.length; start += 1)
    if (reached.has(start))
      for (const word of words) if (text.startsWith(word, start)) reached.add(start + word.length);
  return text.length > 2 && reached.has(text.length);
};

const known = (texts) =>
  new Set(
    texts
      .flatMap((text) => [letters(plain(text)), ...plain(text).split(/\P{L}+/u)])
      .filter((word) => word.length > 2),
  );

const tests = {
  length: (password) => [...password].length >= 8,
  digit: (password) => /\p{Nd}/u.test(password),
  upper: (password) => /\p{Lu}/u.test(password),
  lower: (password) => /\p{Ll}/u.test(password),
  username: (password, username) =>
    password !== "" && ![username, username.split("@")[0]].includes(password.trim().toLowerCase()),
  personal: (password, username, words) =>
    password !== "" && ![...readings(password)].some((reading) => covered(reading, words)),
};

for (const list of document.querySelectorAll("[data-password-rules]")) {
  const form = list.closest("form");
  const input = form.elements.namedItem("password1");
  const summary = form.querySelector("[data-password-summary]");
  const rules = [...list.querySelectorAll("[data-password-rule]")].filter(
    (rule) => rule.dataset.passwordRule in tests,
  );
  const username = list.dataset.username.toLowerCase();
  // Names typed in the same form count too.
  const names = ["first_name", "birth_name"].map((name) => form.elements.namedItem(name)).filter(Boolean);
  const words = () =>
    known([...list.dataset.words.split(" "), ...username.split("@"), ...names.map((field) => field.value)]);
  let waiting;

  const tick = () => {
    let met = 0;
    for (const rule of rules) {
      const good = tests[rule.dataset.passwordRule](input.value, username, words());
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
