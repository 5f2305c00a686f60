mod generate;
#[test]
fn show() {
    for seed in 0..3 {
        let texts = generate::rulebook(&mut generate::Random::new(seed));
        println!("{}", texts.own[0].1);
    }
}
