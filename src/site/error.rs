//! What can be wrong with a site: only what a project's own templates can spoil.

/// Without words; they are chosen where they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteError {
    /// A template of the project has a name that none of ours has.
    UnknownTemplate { name: String, nearest: Option<String> },
    /// A template does not read, or asks for what there is not.
    Template { name: String, line: Option<usize>, message: String },
}

impl SiteError {
    /// The innermost reason of a template engine's error, with its place.
    pub fn template(name: &str, error: &minijinja::Error) -> SiteError {
        let mut innermost = error;
        let mut source = std::error::Error::source(error);
        while let Some(inner) = source {
            if let Some(inner) = inner.downcast_ref::<minijinja::Error>() {
                innermost = inner;
            }
            source = inner.source();
        }
        let name = innermost.name().unwrap_or(name).to_owned();
        let kind = innermost.kind().to_string();
        let message = innermost.detail().map_or(kind.clone(), |detail| format!("{kind}: {detail}"));
        SiteError::Template { name, line: innermost.line(), message }
    }
}
