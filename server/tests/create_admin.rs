//! An operator made from the console: at a terminal, and from a script.

use std::error::Error;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use storage::testing::TempFolder;

type TestResult<T = ()> = Result<T, Box<dyn Error>>;

const PASSWORD: &str = "mor salkım altında";
const MADE: &str = "The operator was made.";

fn words(folder: &TempFolder) -> String {
    let data = folder.path().display();
    let person = "--username ayse --email ayse@a.example --name Ayse";
    format!("{} create-admin {person} --data {data}", env!("CARGO_BIN_EXE_server"))
}

/// What a terminal shows while these lines are typed, each at a prompt of its own. `script` plays the
/// terminal.
fn typed(words: &str, lines: &[&str]) -> TestResult<String> {
    let mut terminal = Command::new("script")
        .args(["--quiet", "--return", "--echo", "always", "--command", words, "/dev/null"])
        .env_remove("DATABASE_URL")
        .env("LOG", "error")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut keys = terminal.stdin.take().ok_or("no keys")?;
    let mut screen = terminal.stdout.take().ok_or("no screen")?;
    let mut shown = Vec::new();
    for line in lines {
        shown.push(b' ');
        while !shown.ends_with(b": ") {
            let mut byte = [0];
            screen.read_exact(&mut byte)?;
            shown.extend(byte);
        }
        // The prompt comes a moment before the terminal is told to show nothing.
        std::thread::sleep(Duration::from_millis(300));
        keys.write_all(format!("{line}\n").as_bytes())?;
    }
    screen.read_to_end(&mut shown)?;
    terminal.wait()?;
    Ok(String::from_utf8_lossy(&shown).into_owned())
}

#[test]
fn a_password_is_typed_unseen_and_twice_until_both_are_the_same() -> TestResult {
    let folder = TempFolder::new();
    let shown = typed(&words(&folder), &[PASSWORD, "mor salkım altnda", PASSWORD, PASSWORD])?;
    assert!(shown.contains("They differ") && shown.contains(MADE), "{shown}");
    assert!(!shown.contains("salkım"), "{shown}");
    Ok(())
}

#[test]
fn a_script_gives_the_password_as_a_line() -> TestResult {
    let folder = TempFolder::new();
    let words = words(&folder);
    let mut words = words.split(' ');
    let mut program = Command::new(words.next().unwrap_or_default())
        .args(words)
        .env_remove("DATABASE_URL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    program.stdin.take().ok_or("no input")?.write_all(format!("{PASSWORD}\n").as_bytes())?;
    let ended = program.wait_with_output()?;
    assert!(ended.status.success() && String::from_utf8(ended.stdout)?.contains(MADE));
    Ok(())
}
