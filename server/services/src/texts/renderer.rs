use std::collections::{BTreeMap, BTreeSet};

use domain::failure::Problem;
use domain::template::{TemplateError, contains_control_blocks, to_jinja, variables};
use minijinja::{AutoEscape, Environment};

/// What a person's card says, by variable name; empty values are left out.
pub type Values = BTreeMap<&'static str, String>;

/// Instructions one text may take: a text is a few dozen pieces, so this is only a fence.
const FUEL: u64 = 20_000;

const SUBJECT: &str = "subject";
const BODY: &str = "body";

/// A subject and a body, compiled once and filled for many people. Values are put in as they are; who
/// makes HTML of them escapes it there.
pub struct Renderer {
    environment: Environment<'static>,
    /// Variables without a default: a person who lacks one cannot get the text.
    required: BTreeSet<String>,
    /// All of them.
    mentioned: BTreeSet<String>,
}

/// A text filled for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    pub subject: String,
    pub body: String,
}

impl Renderer {
    /// # Errors
    /// [`Problem::BadTemplate`] for braces out of place and for anything but variables.
    pub fn compile(subject: &str, body: &str) -> Result<Self, Problem> {
        let mut environment = Environment::empty();
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_fuel(Some(FUEL));
        environment.add_filter("default", minijinja::filters::default);
        let (mut required, mut mentioned) = (BTreeSet::new(), BTreeSet::new());
        for (name, text) in [(SUBJECT, subject), (BODY, body)] {
            if contains_control_blocks(text) {
                return Err(Problem::BadTemplate);
            }
            let without_default = |error: TemplateError| Problem::from(error);
            let found = variables(text).map_err(without_default)?;
            mentioned.extend(found.iter().map(|variable| variable.name.clone()));
            required.extend(found.into_iter().filter(|v| v.default.is_none()).map(|v| v.name));
            let jinja = to_jinja(text).map_err(without_default)?;
            environment.add_template_owned(name, jinja).map_err(|_| Problem::BadTemplate)?;
        }
        Ok(Self { environment, required, mentioned })
    }

    /// Whether a variable stands in the text.
    pub fn mentions(&self, name: &str) -> bool {
        self.mentioned.contains(name)
    }

    /// The variables a person lacks; the text can be filled when there are none.
    pub fn missing(&self, values: &Values) -> Vec<String> {
        self.required.iter().filter(|name| !values.contains_key(name.as_str())).cloned().collect()
    }

    /// # Errors
    /// [`Problem::BadTemplate`] when the text does not end within its bounds.
    pub fn fill(&self, values: &Values) -> Result<Filled, Problem> {
        Ok(Filled { subject: self.one(SUBJECT, values)?, body: self.one(BODY, values)? })
    }

    /// The subject alone.
    ///
    /// # Errors
    /// As [`Renderer::fill`].
    pub fn subject(&self, values: &Values) -> Result<String, Problem> {
        self.one(SUBJECT, values)
    }

    fn one(&self, name: &str, values: &Values) -> Result<String, Problem> {
        let template = self.environment.get_template(name).map_err(|_| Problem::BadTemplate)?;
        template.render(values).map_err(|_| Problem::BadTemplate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ayse() -> Values {
        Values::from([("ad", "Ayşe".to_owned()), ("ad_soyad", "Ayşe <b>Işık</b>".to_owned())])
    }

    #[test]
    fn puts_values_in_as_they_are() -> Result<(), Problem> {
        let renderer =
            Renderer::compile("Merhaba {{ad}}", "Sayın {{ ad_soyad }}, {{unvan|değerli müşterimiz}}.")?;
        let filled = renderer.fill(&ayse())?;
        assert_eq!(filled.subject, "Merhaba Ayşe");
        assert_eq!(filled.body, "Sayın Ayşe <b>Işık</b>, değerli müşterimiz.");
        assert!(renderer.missing(&ayse()).is_empty());
        Ok(())
    }

    #[test]
    fn tells_what_a_person_lacks() -> Result<(), Problem> {
        let renderer = Renderer::compile("", "{{ad}} {{firma}} {{telefon|-}}")?;
        assert_eq!(renderer.missing(&ayse()), ["firma"]);
        Ok(())
    }

    #[test]
    fn nothing_but_variables_is_a_template() {
        for text in ["{% for x in range(1000000000) %}a{% endfor %}", "{{ ad.upper() }}", "{{ ad", "{# x #}"]
        {
            assert_eq!(Renderer::compile("", text).err(), Some(Problem::BadTemplate), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_value_is_never_read_as_a_template(value in ".*") {
            let renderer = Renderer::compile("", "{{ad}}").map_err(|_| TestCaseError::fail("compiles"))?;
            let filled = renderer.fill(&Values::from([("ad", value.clone())]));
            prop_assert_eq!(filled.map(|filled| filled.body), Ok(value));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            if let Ok(renderer) = Renderer::compile("", &text) {
                let _ = renderer.fill(&ayse());
            }
        }
    }
}
