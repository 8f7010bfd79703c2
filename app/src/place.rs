//! Where a page stands, as one type for all pages: a tuple of segments is another type for every shape
//! of path, each with all of the router's code.

use leptos_router::{ParamSegment, PartialPathMatch, PathSegment, PossibleRouteMatch, StaticSegment};

/// A path below the route around it: `Place("contacts/:contact/edit")`; a word after a colon names a parameter.
#[derive(Debug, Clone, Copy)]
pub struct Place(pub &'static str);

impl Place {
    fn steps(self) -> impl Iterator<Item = &'static str> {
        self.0.split('/').filter(|step| !step.is_empty())
    }
}

impl PossibleRouteMatch for Place {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let (mut rest, mut params) = (path, Vec::new());
        for step in self.steps() {
            let found = match step.strip_prefix(':') {
                Some(name) => ParamSegment(name).test(rest)?,
                None => StaticSegment(step).test(rest)?,
            };
            rest = found.remaining();
            params.extend(found.params());
        }
        Some(PartialPathMatch::new(rest, params, &path[..path.len() - rest.len()]))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.steps().map(|step| match step.strip_prefix(':') {
            Some(name) => PathSegment::Param(name.into()),
            None => PathSegment::Static(step.into()),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a path, and its parameters.
    fn taken(place: &'static str, path: &'static str) -> Option<(&'static str, Vec<String>)> {
        let found = Place(place).test(path)?;
        let rest = found.remaining();
        Some((rest, found.params().into_iter().map(|(name, value)| format!("{name}={value}")).collect()))
    }

    #[test]
    fn takes_its_words_and_names_what_stands_between() {
        assert_eq!(
            taken("contacts/:contact/edit", "/contacts/7/edit"),
            Some(("", vec!["contact=7".to_owned()]))
        );
        assert_eq!(taken("c/:company", "/c/cmp_1/send"), Some(("/send", vec!["company=cmp_1".to_owned()])));
        assert_eq!(taken("", "/send"), Some(("/send", vec![])));
    }

    #[test]
    fn takes_nothing_that_is_not_there() {
        assert_eq!(taken("contacts/:contact", "/contacts"), None);
        assert_eq!(taken("contacts/:contact", "/contacts/"), None);
        assert_eq!(taken("contacts", "/contactsheet"), None);
        assert_eq!(taken("contacts/new", "/contacts/7"), None);
    }

    #[test]
    fn tells_the_server_its_steps() {
        let mut steps = Vec::new();
        Place("contacts/:contact").generate_path(&mut steps);
        assert_eq!(steps, [PathSegment::Static("contacts".into()), PathSegment::Param("contact".into())]);
    }
}
