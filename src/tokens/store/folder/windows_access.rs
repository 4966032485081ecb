//! Windows: who may access a folder or a file, read from its security descriptor as text (SDDL).
//!
//! Where Unix has an owner and mode bits, Windows has an owner and a list of rules that let or deny. A folder below the user's profile lets
//! the user, the system and the administrators by inheritance. One below `C:\` lets every user read, and sign-in users write.
//!
//! Pure functions, so that they are tested on every system. The grammar is that of "Security Descriptor String Format" and "ACE Strings" of
//! the documentation of Windows.

/// Those who may access it beside its user: the system, the administrators, and the stand-ins for whoever created or owns it. An
/// administrator can take every file, as root can.
const ALWAYS: [&str; 4] = ["S-1-5-18", "S-1-5-32-544", "S-1-3-0", "S-1-3-4"];

/// The short names of SDDL, what they stand for, and what Windows calls them.
const SHORT: [(&str, &str, &str); 17] = [
    ("SY", "S-1-5-18", "SYSTEM"),
    ("BA", "S-1-5-32-544", "Administrators"),
    ("CO", "S-1-3-0", "CREATOR OWNER"),
    ("OW", "S-1-3-4", "OWNER RIGHTS"),
    ("LS", "S-1-5-19", "LOCAL SERVICE"),
    ("NS", "S-1-5-20", "NETWORK SERVICE"),
    ("WD", "S-1-1-0", "Everyone"),
    ("AU", "S-1-5-11", "Authenticated Users"),
    ("BU", "S-1-5-32-545", "Users"),
    ("BG", "S-1-5-32-546", "Guests"),
    ("PU", "S-1-5-32-547", "Power Users"),
    ("IU", "S-1-5-4", "INTERACTIVE"),
    ("NU", "S-1-5-2", "NETWORK"),
    ("SU", "S-1-5-6", "SERVICE"),
    ("AN", "S-1-5-7", "ANONYMOUS LOGON"),
    ("CG", "S-1-3-1", "CREATOR GROUP"),
    ("AC", "S-1-15-2-1", "ALL APPLICATION PACKAGES"),
];

/// Why something is not only the user's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shared {
    /// It belongs to another user.
    Owner(String),
    /// These others may access it.
    Others(Vec<String>),
    /// It has no rules, so everybody may: a file system without them, such as FAT.
    Everybody,
}

/// Whether more than `user` may access what has this security descriptor. `user` is the SID of the process, such as
/// `S-1-5-21-1-2-3-1001`.
pub(crate) fn shared(sddl: &str, user: &str) -> Option<Shared> {
    let owner = section(sddl, 'O').map(|sid| long(sid, user));
    match owner {
        Some(owner) if owner == user || ALWAYS[..2].contains(&&*owner) => {}
        owner => return Some(Shared::Owner(owner.unwrap_or_else(|| "nobody".to_owned()))),
    }
    // A descriptor without a list lets everybody, one with an empty list nobody.
    let Some(rules) = section(sddl, 'D').filter(|rules| !rules.contains("NO_ACCESS_CONTROL")) else { return Some(Shared::Everybody) };
    let mut others: Vec<String> = Vec::new();
    for sid in rules.split('(').skip(1).filter_map(allowed) {
        let sid = long(sid, user);
        if sid != user && !ALWAYS.contains(&&*sid) && !others.contains(&sid) {
            others.push(sid);
        }
    }
    (!others.is_empty()).then_some(Shared::Others(others))
}

/// What has a security descriptor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Folder,
    File,
}

impl Kind {
    /// How a rule of a folder is handed on to what is made in it, for SDDL and for icacls.
    fn inheritance(self) -> (&'static str, &'static str) {
        match self {
            Self::Folder => ("OICI", "(OI)(CI)"),
            Self::File => ("", ""),
        }
    }
}

/// What the error says of it.
pub(crate) fn explain(shared: &Shared, kind: Kind, path: &str, user: &str) -> String {
    let what = if kind == Kind::Folder { "the folder" } else { "the file" };
    match shared {
        Shared::Owner(owner) => format!("{what} {path} must belong to user {user}, it belongs to {}", named(owner)),
        Shared::Everybody => format!(
            "{what} {path} must let only user {user} in, it lets everybody in: its file system keeps no permissions; use a folder on an NTFS drive"
        ),
        Shared::Others(others) => {
            let names: Vec<_> = others.iter().map(|sid| named(sid)).collect();
            let removed: Vec<_> = others.iter().map(|sid| format!(" /remove:g *{sid}")).collect();
            format!(
                "{what} {path} must let only user {user}, SYSTEM and Administrators in, it lets in {}; to change that: \
                 icacls \"{path}\" /inheritance:r /grant:r *{user}:{}F{}",
                names.join(", "),
                kind.inheritance().1,
                removed.concat()
            )
        }
    }
}

/// The security descriptor of what only `user`, the system and the administrators may access. What is made in a folder has the same.
pub(crate) fn private(kind: Kind, user: &str) -> String {
    let (inheritance, _) = kind.inheritance();
    let rules: Vec<_> = [user, "SY", "BA"].iter().map(|sid| format!("(A;{inheritance};FA;;;{sid})")).collect();
    format!("D:P{}", rules.concat())
}

/// The text of the section `O:`, `G:`, `D:` or `S:`. Their letters stand outside of parentheses only.
fn section(sddl: &str, letter: char) -> Option<&str> {
    let mut depth = 0;
    let mut start = None;
    let mut previous = ' ';
    for (at, character) in sddl.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            ':' if depth == 0 && matches!(previous, 'O' | 'G' | 'D' | 'S') => {
                if let Some(start) = start {
                    return Some(&sddl[start..at - 1]);
                }
                start = (previous == letter).then_some(at + 1);
            }
            _ => {}
        }
        previous = character;
    }
    start.map(|start| &sddl[start..])
}

/// The SID of a rule that lets somebody in: `A;OICI;FA;;;WD)`. `None` for a rule that denies.
fn allowed(rule: &str) -> Option<&str> {
    let mut fields = rule.split([';', ')']);
    let kind = fields.next()?;
    // Plain, for an object, with a condition, and both.
    matches!(kind, "A" | "OA" | "XA" | "ZA").then(|| fields.nth(4))?
}

/// A short name written out. The built-in administrator and guest of a machine have short names as well.
fn long(sid: &str, user: &str) -> String {
    let is_user = match sid {
        "LA" => user.starts_with("S-1-5-21-") && user.ends_with("-500"),
        "LG" => user.starts_with("S-1-5-21-") && user.ends_with("-501"),
        _ => false,
    };
    if is_user {
        return user.to_owned();
    }
    SHORT.iter().find(|(short, ..)| *short == sid).map_or(sid, |(_, long, _)| long).to_owned()
}

fn named(sid: &str) -> String {
    SHORT.iter().find(|(_, long, _)| *long == sid).map_or_else(|| sid.to_owned(), |(.., name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const USER: &str = "S-1-5-21-1-2-3-1001";

    fn others(sids: &[&str]) -> Shared {
        Shared::Others(sids.iter().map(|&sid| sid.to_owned()).collect())
    }

    #[test]
    fn a_folder_of_the_profile_is_private_and_so_is_the_one_that_is_made() {
        let profile = format!("O:{USER}G:{USER}D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;{USER})");
        assert_eq!(shared(&profile, USER), None);
        assert_eq!(shared(&format!("O:{USER}G:S-1-5-21-1-2-3-513{}", private(Kind::Folder, USER)), USER), None);
        assert_eq!(private(Kind::File, USER), format!("D:P(A;;FA;;;{USER})(A;;FA;;;SY)(A;;FA;;;BA)"));
        assert_eq!(shared(&format!("O:{USER}{}", private(Kind::File, USER)), USER), None);
        assert_eq!(shared(&format!("O:{USER}D:P(A;OICIIO;FA;;;CO)(A;;FA;;;OW)S:(ML;;NW;;;LW)"), USER), None);
        assert_eq!(shared(&format!("O:{USER}D:"), USER), None, "an empty list lets nobody in");
    }

    #[test]
    fn what_an_administrator_makes_may_belong_to_the_administrators() {
        let rules = format!("D:P(A;;FA;;;{USER})");
        for (owner, expected) in [
            ("BA", None),
            ("SY", None),
            ("S-1-5-32-544", None),
            ("BU", Some("S-1-5-32-545")),
            ("S-1-5-21-1-2-3-1002", Some("S-1-5-21-1-2-3-1002")),
        ] {
            assert_eq!(shared(&format!("O:{owner}G:SY{rules}"), USER), expected.map(|owner| Shared::Owner(owner.to_owned())), "{owner}");
        }
        assert_eq!(shared(&rules, USER), Some(Shared::Owner("nobody".to_owned())));
    }

    #[test]
    fn a_folder_below_the_root_of_a_drive_is_not_private() {
        let inherited = "O:BAG:S-1-5-21-1-2-3-513D:AI(A;OICIID;FA;;;BA)(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)(A;ID;0x1301bf;;;AU)\
                         (A;OICIIOID;SDGXGWGR;;;AU)S:AI(AU;OICISAFA;FA;;;WD)";
        assert_eq!(shared(inherited, USER), Some(others(&["S-1-5-32-545", "S-1-5-11"])));
        assert_eq!(shared(&format!("O:{USER}D:(A;;0x1;;;WD)"), USER), Some(others(&["S-1-1-0"])));
        assert_eq!(
            shared(&format!("O:{USER}D:(XA;;FX;;;S-1-1-0;(@User.Title==\"PM\"))(A;;FA;;;{USER})"), USER),
            Some(others(&["S-1-1-0"]))
        );
        assert_eq!(shared(&format!("O:{USER}D:(D;;FA;;;WD)(A;;FA;;;{USER})"), USER), None, "a rule that denies lets nobody in");
        for none in ["D:NO_ACCESS_CONTROL", "G:SY", ""] {
            assert_eq!(shared(&format!("O:{USER}{none}"), USER), Some(Shared::Everybody), "{none:?}");
        }
    }

    #[test]
    fn users_with_a_short_name_are_known_as_themselves() {
        let administrator = "S-1-5-21-1-2-3-500";
        assert_eq!(shared("O:LAD:(A;;FA;;;LA)", administrator), None);
        assert_eq!(shared("O:LAD:(A;;FA;;;LA)", USER), Some(Shared::Owner("LA".to_owned())));
        assert_eq!(shared("O:LSD:(A;;FA;;;LS)", "S-1-5-19"), None);
        assert_eq!(shared("O:NSD:(A;;FA;;;LS)", "S-1-5-20"), Some(others(&["S-1-5-19"])));
    }

    #[test]
    fn the_error_says_who_and_what_to_type() {
        let shared = others(&["S-1-1-0", "S-1-5-21-9-9-9-1"]);
        let said = explain(&shared, Kind::Folder, r"C:\tokens", USER);
        assert!(said.contains("it lets in Everyone, S-1-5-21-9-9-9-1; to change that: "), "{said}");
        let command =
            format!(r#"icacls "C:\tokens" /inheritance:r /grant:r *{USER}:(OI)(CI)F /remove:g *S-1-1-0 /remove:g *S-1-5-21-9-9-9-1"#);
        assert!(said.ends_with(&command), "{said}");
        assert!(said.starts_with(r"the folder C:\tokens must let only"), "{said}");
        assert!(explain(&shared, Kind::File, "x", USER).contains(&format!("/grant:r *{USER}:F /remove:g *S-1-1-0")));
        assert!(explain(&Shared::Owner("S-1-5-32-545".into()), Kind::File, "x", USER).ends_with("it belongs to Users"));
    }
}
