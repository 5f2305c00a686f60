//! The rules that are shipped pass the check.

use super::*;

const SOURCES: &str = include_str!("../../../../rules/sources.aturan");

fn shipped() -> (Checked, Sources) {
    let mut library = Library::default();
    let editions = [
        (
            "2018",
            include_str!("../../../../rules/exemption/2018/exemption.aturan"),
            include_str!("../../../../rules/exemption/2018/input.aturan"),
            include_str!("../../../../rules/exemption/2018/scenarios.aturan"),
        ),
        (
            "2024",
            include_str!("../../../../rules/exemption/2024/exemption.aturan"),
            include_str!("../../../../rules/exemption/2024/input.aturan"),
            include_str!("../../../../rules/exemption/2024/scenarios.aturan"),
        ),
        (
            "2026",
            include_str!("../../../../rules/exemption/2026/exemption.aturan"),
            include_str!("../../../../rules/exemption/2026/input.aturan"),
            include_str!("../../../../rules/exemption/2026/scenarios.aturan"),
        ),
    ];
    for (edition, rules, input, scenarios) in editions {
        let files = [("exemption", rules), ("input", input), ("scenarios", scenarios)]
            .map(|(name, text)| library.sources.add(format!("exemption/{edition}/{name}.aturan"), text));
        library.folders.push(Folder { path: format!("exemption/{edition}"), files: files.to_vec(), target: true });
    }
    library.shared.push(library.sources.add("sources.aturan", SOURCES));
    (check(&library), library.sources)
}

#[test]
fn they_have_no_faults_and_follow_each_other() {
    let (checked, sources) = shipped();
    assert_eq!(shown(&checked, &sources), "");
    let editions: Vec<&str> = checked.editions.iter().map(|it| it.rulebook.edition.as_str()).collect();
    assert_eq!(editions, ["2018", "2024", "2026"]);
}
