//! Circles and orders in what needs what. Nothing here recurses: chains may be ten thousand long.
//!
//! Knows nothing of: what the nodes are.

use std::collections::{BTreeMap, BTreeSet};

/// One circle for each group of nodes that need each other: its nodes in order, the least one first.
pub(super) fn circles<N: Ord + Copy>(edges: &BTreeMap<N, Vec<N>>) -> Vec<Vec<N>> {
    let order = after_what_they_need(edges);
    let mut reversed: BTreeMap<N, Vec<N>> = BTreeMap::new();
    for (from, to) in edges.iter().flat_map(|(from, all)| all.iter().map(move |to| (*from, *to))) {
        reversed.entry(to).or_default().push(from);
    }
    // Kosaraju: in reverse order of completion, what reaches a node backwards and is not yet taken is its group.
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for root in order.iter().rev() {
        let group = reachable(*root, &reversed, &taken);
        taken.extend(group.iter().copied());
        found.extend(circle_in(&group, edges));
    }
    found.sort();
    found
}

fn reachable<N: Ord + Copy>(root: N, edges: &BTreeMap<N, Vec<N>>, without: &BTreeSet<N>) -> BTreeSet<N> {
    let mut seen = BTreeSet::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if !without.contains(&node) && seen.insert(node) {
            open.extend(edges.get(&node).into_iter().flatten());
        }
    }
    seen
}

/// The shortest way from the least node of a group back to itself.
fn circle_in<N: Ord + Copy>(group: &BTreeSet<N>, edges: &BTreeMap<N, Vec<N>>) -> Option<Vec<N>> {
    let start = *group.first()?;
    let mut came_from: BTreeMap<N, N> = BTreeMap::new();
    let mut open = std::collections::VecDeque::from([start]);
    while let Some(node) = open.pop_front() {
        for next in edges.get(&node).into_iter().flatten().copied().filter(|it| group.contains(it)) {
            if next == start {
                let mut way = vec![node];
                while let Some(before) = way.last().filter(|it| **it != start).and_then(|it| came_from.get(it)) {
                    way.push(*before);
                }
                way.reverse();
                return Some(way);
            }
            came_from.entry(next).or_insert_with(|| {
                open.push_back(next);
                node
            });
        }
    }
    None
}

/// All nodes, each after those that it needs (as far as there are no circles).
pub(super) fn after_what_they_need<N: Ord + Copy>(edges: &BTreeMap<N, Vec<N>>) -> Vec<N> {
    let mut seen = BTreeSet::new();
    let mut done = Vec::new();
    for root in edges.keys().copied() {
        let mut stack: Vec<(N, usize)> = Vec::new();
        if seen.insert(root) {
            stack.push((root, 0));
        }
        while let Some((node, next)) = stack.last_mut() {
            let needed = edges.get(node).and_then(|it| it.get(*next)).copied();
            *next = next.saturating_add(1);
            match needed {
                Some(needed) if seen.insert(needed) => stack.push((needed, 0)),
                Some(_) => {}
                None => {
                    done.push(*node);
                    stack.pop();
                }
            }
        }
    }
    done
}

/// `a → b → a`
pub(super) fn chain(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().chain(names.first()).map(|it| format!("`{it}`")).collect();
    // A circle of hundreds of names helps nobody.
    match shown.as_slice() {
        [first, second, .., before, last] if shown.len() > 12 => format!("{first} → {second} → … → {before} → {last}"),
        _ => shown.join(" → "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(pairs: &[(u32, &[u32])]) -> BTreeMap<u32, Vec<u32>> {
        pairs.iter().map(|(from, to)| (*from, to.to_vec())).collect()
    }

    #[test]
    fn each_circle_is_named_once() {
        let found = circles(&edges(&[(1, &[2]), (2, &[3]), (3, &[1, 4]), (4, &[5]), (5, &[]), (6, &[6]), (7, &[1])]));
        assert_eq!(found, [vec![1, 2, 3], vec![6]]);
        assert_eq!(circles(&edges(&[(1, &[2, 3]), (2, &[3]), (3, &[])])), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn a_long_chain_neither_overflows_nor_loses_its_order() {
        let long: BTreeMap<u32, Vec<u32>> = (0..20_000).map(|it| (it, vec![it + 1])).collect();
        let order = after_what_they_need(&long);
        assert_eq!((order.first(), order.last()), (Some(&20_000), Some(&0)));
        assert!(circles(&long).is_empty());
    }
}
