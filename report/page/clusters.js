"use strict";
// clustersOf gathers who goes the same ways, so that a picture of thousands can be
// read, and says where each box of it stands. Nodes have a kind, an account, ways
// (numbers) and, if they are administrators, by what; ways lead to a node. The
// same input gives the same picture: nothing here is chance, and nothing knows
// the page.
function clustersOf(nodes, ways) {
  const COLUMN = 12, PARTS = 24; // boxes of a column, parts of an opened box
  const HUBS = 5, COMERS = 10; // so many nodes of a column stand alone, if so many come to them
  const BOX = { width: 210, height: 46 }, GAP = { named: 150, plain: 90, below: 14 };
  const NAMED = 24; // so many edges have room for their names

  // groups puts together what has the same key, in the order of the first of each.
  function groups(members, key) {
    const found = new Map();
    for (const i of members) {
      const k = key(i);
      if (!found.has(k)) found.set(k, []);
      found.get(k).push(i);
    }
    return [...found];
  }

  // kin numbers those that go the same ways by the same statements, or are
  // administrators by the same policy.
  const kin = new Array(nodes.length);
  groups(nodes.keys(), i => { const n = nodes[i]; return [n.account, n.kind, n.administrator, n.by, n.ways.join(" ")].join("|"); })
    .forEach(([, members], number) => { for (const i of members) kin[i] = number; });

  // layersOf counts how many steps nodes are away from administrator.
  function layersOf(shown, waysOf) {
    const layers = new Map();
    const layer = i => {
      if (!layers.has(i)) {
        layers.set(i, 0); // also where ways should lead round in a circle
        layers.set(i, waysOf(i).reduce((most, w) => Math.max(most, 1 + layer(ways[w].to)), 0));
      }
      return layers.get(i);
    };
    shown.forEach(layer);
    return layers;
  }

  // arrange gives the boxes and the edges of a picture of some nodes with some of
  // their ways. The boxes in opened show their parts; each list of pinned nodes is a
  // box of its own.
  function arrange(shown, waysOf, opened, pinned) {
    const boxOf = new Map(), boxes = [], led = new Map(); // led are those to whom ways lead, and how many come
    for (const [, members] of groups(shown, i => kin[i])) {
      for (const to of new Set(waysOf(members[0]).map(w => ways[w].to))) led.set(to, (led.get(to) || 0) + members.length);
    }
    const layers = layersOf(shown, waysOf), apart = new Set(pinned.flat());
    const few = groups(shown, i => layers.get(i)).every(([, members]) => members.length <= COLUMN);
    // Of many, those from outside stand left of all others.
    const deepest = shown.reduce((most, i) => nodes[i].outside ? most : Math.max(most, layers.get(i)), 0);
    const depth = i => nodes[i].outside && !few ? deepest + 1 : layers.get(i);

    const reached = i => nodes[i].administrator && led.has(i);
    const exact = i => kin[i] + (reached(i) ? ":led" : "");
    // alike go ways of the same sorts to the same boxes, by whatever statements.
    const likes = new Map();
    const alike = i => {
      const key = exact(i), n = nodes[i];
      if (!likes.has(key)) {
        const kinds = n.outside ? [] : [...new Set(waysOf(i).map(w => ways[w].id + ">" + boxOf.get(ways[w].to).id))].sort();
        likes.set(key, [n.account, n.kind, n.administrator, reached(i), kinds.join(" ")].join("|"));
      }
      return likes.get(key);
    };
    const one = i => ({ id: "n" + i, members: [i], level: "one" });
    const box = (level, key, members) => members.length === 1 ? one(members[0]) : { id: level + ":" + key, members, level };
    // some are the first of many boxes, and one for the rest of them.
    function some(list, most, level, parent) {
      if (list.length <= most) return list;
      const rest = list.slice(most - 1).flatMap(b => b.members);
      return [...list.slice(0, most - 1), { id: "rest:" + level + ":" + parent, members: rest, level, rest: true }];
    }
    const exactly = members => groups(members, exact).map(([k, m]) => box("same", k, m));
    const roughly = members => groups(members, alike).map(([k, m]) => groups(m, exact).length === 1 ? box("same", exact(m[0]), m) : box("like", k, m));
    const bySize = list => list.slice().sort((a, b) => b.members.length - a.members.length);
    function top(members, most, parent) {
      if (!members.length) return [];
      if (few) return groups(members, i => nodes[i].ways.length || led.has(i) ? i : alike(i)).map(([k, m]) => box("like", k, m));
      const hubs = members.filter(i => led.get(i) >= COMERS).sort((a, b) => led.get(b) - led.get(a) || a - b).slice(0, HUBS), free = members.filter(i => !hubs.includes(i));
      let list = exactly(free);
      if (list.length > most - hubs.length || nodes[members[0]].outside) list = roughly(free);
      return [...hubs.map(one), ...some(bySize(list), most - hubs.length, "all", parent)];
    }
    function parts(b) {
      const list = b.level === "same" ? b.members.map(one) : bySize(b.level === "like" ? exactly(b.members) : roughly(b.members));
      return some(list, PARTS, b.level, b.id).flatMap(open);
    }
    const open = b => opened.has(b.id) && b.members.length > 1 ? parts(b) : [b];

    const columns = [];
    for (const [at, members] of groups(shown, depth).sort((a, b) => a[0] - b[0])) {
      const own = pinned.filter(list => depth(list[0]) === at).map(list => box("same", exact(list[0]), list));
      const column = [...own.flatMap(open), ...top(members.filter(i => !apart.has(i)), Math.max(HUBS + 3, COLUMN - own.length), String(at)).flatMap(open)];
      for (const b of column) {
        b.layer = at;
        b.led = led.has(b.members[0]);
        for (const i of b.members) boxOf.set(i, b);
      }
      columns.push(column);
      boxes.push(...column);
    }

    const edges = new Map();
    for (const b of boxes) for (const [, members] of groups(b.members, i => kin[i])) {
      for (const [to, list] of groups(waysOf(members[0]), w => boxOf.get(ways[w].to))) {
        const id = b.id + ">" + to.id;
        if (!edges.has(id)) edges.set(id, { id, from: b, to, ways: new Set(), count: 0 });
        for (const w of list) edges.get(id).ways.add(w);
        edges.get(id).count += members.length;
      }
    }
    const named = edges.size <= NAMED;
    place(columns, [...edges.values()], BOX.width + (named ? GAP.named : GAP.plain));
    return { boxes, edges: [...edges.values()], boxOf, named };
  }

  // place puts the administrators on the right and each layer left of the one
  // before, in an order that lets few edges cross.
  function place(columns, edges, width) {
    const to = new Map(), from = new Map();
    for (const e of edges) {
      to.set(e.from, [...(to.get(e.from) || []), e.to]);
      from.set(e.to, [...(from.get(e.to) || []), e.from]);
    }
    const rank = column => column.forEach((b, k) => { b.rank = k - (column.length - 1) / 2; });
    const order = (column, near) => {
      const middle = b => { const list = near.get(b); return list ? list.reduce((sum, x) => sum + x.rank, 0) / list.length : 1e6; };
      const at = new Map(column.map((b, k) => [b, [middle(b), k]]));
      column.sort((a, b) => at.get(a)[0] - at.get(b)[0] || at.get(a)[1] - at.get(b)[1]);
      rank(column);
    };
    columns.forEach(rank);
    for (let sweep = 0; sweep < 3; sweep++) {
      for (let k = 0; k < columns.length; k++) order(columns[k], k ? to : from);
      for (let k = columns.length - 2; k >= 0; k--) order(columns[k], from);
    }
    for (const column of columns) for (const b of column) Object.assign(b, { x: -b.layer * width, y: b.rank * (BOX.height + GAP.below) });
  }

  return { arrange, BOX, exactly: shown => groups(shown, i => kin[i]).map(([, members]) => members) };
}
