"use strict";
(() => {
  // The page is complete without this: it adds a filter and sorting to tables, folding, and a button that copies SQL.
  const make = (name, text, parent) => {
    const element = document.createElement(name);
    element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };
  const button = (text, parent, action) => {
    const element = make("button", text, parent);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  };
  const value = (row, column) => row.cells[column] ? row.cells[column].textContent : "";
  const compare = (a, b) => {
    const x = Number(a), y = Number(b), numbers = a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y);
    return numbers ? x - y : a < b ? -1 : a > b ? 1 : 0;
  };

  const addSorting = (table) => {
    const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0];
    heads.forEach((head, column) => {
      const name = head.textContent;
      head.textContent = "";
      // No <button>: Chromium leaves it out where the head is repeated on paper.
      const sorter = make("span", name, head);
      sorter.tabIndex = 0;
      sorter.setAttribute("role", "button");
      sorter.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        sorter.click();
      });
      sorter.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].map((row, index) => [value(row, column), index, row]);
        rows.sort((a, b) => (down ? compare(b[0], a[0]) : compare(a[0], b[0])) || a[1] - b[1]);
        body.append(...rows.map((row) => row[2]));
      });
    });
  };

  const addFilter = (table, place) => {
    const tools = make("div", ""), label = make("label", "Filter ", tools), input = make("input", "", label), count = make("span", "", tools);
    const rows = [...table.tBodies[0].rows], texts = rows.map((row) => row.textContent.toLowerCase());
    tools.className = "tools";
    input.type = "search";
    count.setAttribute("role", "status");
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, index) => {
        row.hidden = !words.every((word) => texts[index].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = words.length ? `${shown} of ${rows.length} rows` : "";
    });
    place.before(tools);
  };

  for (const table of document.querySelectorAll("table:not(.matrix)")) {
    // The order of a tree is its meaning.
    if (!table.closest("[id$=processes]")) addSorting(table);
    if (table.tBodies[0].rows.length > 5) addFilter(table, table.closest(".scroll"));
  }

  for (const section of document.querySelectorAll("section")) {
    const findings = [...section.querySelectorAll(".finding")];
    if (findings.length < 2) continue;
    const tools = make("div", "");
    tools.className = "tools";
    button("Open all", tools, () => findings.forEach((finding) => { finding.open = true; }));
    button("Close all", tools, () => findings.forEach((finding) => { finding.open = false; }));
    findings[0].before(tools);
  }

  for (const details of document.querySelectorAll(".sql")) {
    const code = details.querySelector("code"), copy = button("Copy", null, () => {
      const done = () => { copy.textContent = "Copied"; };
      const select = () => { getSelection().selectAllChildren(code); copy.textContent = "Selected: press Ctrl+C"; };
      if (navigator.clipboard) navigator.clipboard.writeText(code.textContent).then(done, select);
      else select();
    });
    copy.className = "copy";
    details.querySelector("pre").before(copy);
  }

  // On paper nothing is folded, but for the SQL.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll(".finding:not([open])")];
    closed.forEach((finding) => { finding.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((finding) => { finding.open = false; }));
})();
