//! How deeply JSON is nested, told without building anything.
//!
//! Knows nothing of: whether it is JSON at all.

/// The number of arrays and objects that are open at once, at most.
pub(in crate::server) fn depth(json: &[u8]) -> u32 {
    let (mut open, mut deepest) = (0_u32, 0_u32);
    let (mut in_text, mut escaped) = (false, false);
    for byte in json {
        match (in_text, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_text = !in_text,
            (false, b'[' | b'{') => open = open.saturating_add(1),
            (false, b']' | b'}') => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_texts_do_not_count() {
        let cases: [(&str, u32); 5] = [
            ("1", 0),
            (r#"{"a": [1, {"b": []}]}"#, 4),
            (r#"{"[[[[": "]]]]{{{{"}"#, 1),
            (r#"["\"[[[", [2]]"#, 2),
            ("[[[", 3),
        ];
        for (json, expected) in cases {
            assert_eq!(depth(json.as_bytes()), expected, "{json}");
        }
    }
}
