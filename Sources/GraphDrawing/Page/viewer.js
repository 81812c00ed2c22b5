"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const picture = byId("picture"), view = byId("view"), tip = byId("tip");
  const search = byId("search"), found = byId("found");
  const { vertices, links } = JSON.parse(byId("facts").textContent);
  const width = Number(picture.dataset.width), height = Number(picture.dataset.height);

  // Boxes by vertex, lines by the vertex that they leave, and who reads whom.
  const boxes = [], lines = [];
  for (const box of view.querySelectorAll("[data-v]")) boxes[Number(box.dataset.v)] = box;
  for (const line of view.querySelectorAll("[data-s]")) lines[Number(line.dataset.s)] = line;
  const before = vertices.map(() => []), after = vertices.map(() => []);
  for (const [from, to] of links) { before[to].push(from); after[from].push(to); }

  // Moving about: the picture's point p is shown at scale * p + offset.
  let scale = 1, x = 0, y = 0;
  const place = () => {
    view.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
  };
  const zoom = (factor, atX = innerWidth / 2, atY = innerHeight / 2) => {
    const next = Math.min(Math.max(scale * factor, 0.01), 8);
    x = atX - (atX - x) * next / scale;
    y = atY - (atY - y) * next / scale;
    scale = next;
    place();
  };
  const fit = () => {
    const top = 44;
    scale = Math.min(innerWidth / width, (innerHeight - top) / height, 1.5);
    x = (innerWidth - width * scale) / 2;
    y = top + Math.max(0, (innerHeight - top - height * scale) / 2);
    place();
  };
  const show = (vertex) => {
    const box = boxes[vertex].getBoundingClientRect();
    if (scale < 0.7) zoom(1 / scale, box.x, box.y);
    const now = boxes[vertex].getBoundingClientRect();
    x += innerWidth / 2 - (now.x + now.width / 2);
    y += innerHeight / 2 - (now.y + now.height / 2);
    place();
  };

  picture.addEventListener("wheel", (event) => {
    event.preventDefault();
    const unit = event.deltaMode ? 30 : 1;
    zoom(Math.exp(-event.deltaY * unit * 0.0016), event.clientX, event.clientY);
  }, { passive: false });

  const pointers = new Map();
  let travelled = 0;
  picture.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    travelled = 0;
  });
  addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const others = [...pointers.values()].filter((other) => other.pointerId !== event.pointerId);
    if (others.length) {
      const distance = (one) => Math.hypot(one.clientX - others[0].clientX, one.clientY - others[0].clientY);
      zoom(distance(event) / Math.max(distance(last), 1), others[0].clientX, others[0].clientY);
    } else {
      x += event.clientX - last.clientX;
      y += event.clientY - last.clientY;
      place();
    }
    travelled += Math.abs(event.clientX - last.clientX) + Math.abs(event.clientY - last.clientY);
    picture.classList.toggle("moving", travelled > 4);
    if (travelled > 4) hide();
    pointers.set(event.pointerId, event);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    addEventListener(name, (event) => {
      pointers.delete(event.pointerId);
      picture.classList.remove("moving");
    });
  }

  // What a vertex is, beside the pointer.
  let pinned = null;
  const mark = (vertex) => {
    for (const marked of view.querySelectorAll(".here,.near")) marked.classList.remove("here", "near");
    if (vertex === null) return;
    boxes[vertex].classList.add("here");
    for (const near of [...before[vertex], ...after[vertex]]) boxes[near].classList.add("near");
    for (const source of [vertex, ...before[vertex]]) lines[source]?.classList.add("near");
  };
  const tell = (vertex, atX, atY) => {
    const [op, ...facts] = vertices[vertex];
    const head = document.createElement("b"), table = document.createElement("table");
    head.textContent = op;
    for (let place = 0; place < facts.length; place += 2) {
      const row = table.insertRow();
      row.insertCell().textContent = facts[place];
      row.insertCell().textContent = facts[place + 1];
    }
    tip.replaceChildren(head, table);
    tip.style.display = "block";
    const left = atX + 16 + tip.offsetWidth > innerWidth ? atX - 16 - tip.offsetWidth : atX + 16;
    tip.style.left = `${Math.max(4, left)}px`;
    tip.style.top = `${Math.max(4, Math.min(atY + 12, innerHeight - tip.offsetHeight - 6))}px`;
  };
  const hide = () => { if (pinned === null) tip.style.display = "none"; };
  const unpin = () => {
    pinned = null;
    tip.classList.remove("pinned");
    hide();
    mark(null);
  };
  const vertexOf = (event) => {
    const box = event.target.closest?.("[data-v]");
    return box ? Number(box.dataset.v) : null;
  };
  picture.addEventListener("pointermove", (event) => {
    if (pinned !== null || picture.classList.contains("moving")) return;
    const vertex = vertexOf(event);
    mark(vertex);
    if (vertex === null) hide(); else tell(vertex, event.clientX, event.clientY);
  });
  picture.addEventListener("pointerleave", () => { if (pinned === null) { hide(); mark(null); } });
  picture.addEventListener("click", (event) => {
    if (travelled > 4) return;
    const vertex = vertexOf(event);
    unpin();
    if (vertex === null) return;
    pinned = vertex;
    tip.classList.add("pinned");
    mark(vertex);
    tell(vertex, event.clientX, event.clientY);
  });

  // Searching: every word must stand somewhere in what is known of a vertex.
  const texts = vertices.map((facts) => facts.join(" ").toLowerCase());
  let hits = [], current = -1;
  const look = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    hits = words.length ? [...texts.keys()].filter((i) => words.every((word) => texts[i].includes(word))) : [];
    current = -1;
    view.classList.toggle("searching", words.length > 0);
    boxes.forEach((box) => box.classList.remove("hit"));
    for (const hit of hits) boxes[hit].classList.add("hit");
    found.textContent = words.length ? `${hits.length} of ${vertices.length}` : "";
    unpin();
  };
  const step = (by) => {
    if (!hits.length) return;
    current = (current + by + hits.length) % hits.length;
    found.textContent = `${current + 1} of ${hits.length}`;
    unpin();
    show(hits[current]);
    mark(hits[current]);
  };
  search.addEventListener("input", look);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") { search.value = ""; look(); picture.focus(); }
  });

  addEventListener("keydown", (event) => {
    if (event.target === search || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (moves[event.key]) { x += moves[event.key][0]; y += moves[event.key][1]; place(); }
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else if (event.key === "/") search.focus();
    else if (event.key === "Escape") unpin();
    else return;
    event.preventDefault();
  });
  byId("larger").addEventListener("click", () => zoom(1.4));
  byId("smaller").addEventListener("click", () => zoom(1 / 1.4));
  byId("fit").addEventListener("click", fit);
  byId("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme
      ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
  });
  addEventListener("resize", fit);
  fit();
})();
