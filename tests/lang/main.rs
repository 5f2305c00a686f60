//! The language, tested from outside: rules and cases in, rulings out.
//!
//! Knows nothing of: the inside of the engine.

mod agree;
mod generate;
mod manual;
mod shipped;

#[test]
fn the_same_seed_gives_the_same_rulebook() {
    let text = |seed| generate::rulebook(&mut generate::Random::new(seed)).own;
    assert_eq!(text(7), text(7));
    assert_ne!(text(7), text(8));
}
