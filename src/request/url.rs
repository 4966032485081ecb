//! The URL of a described operation, up to its query.

use super::defaults::RequestDefaults;
use super::path_segment::PathSegment;
use crate::endpoint::{Endpoint, PathPart};
use crate::error::Error;

/// The URL with ids that are JSON values; one that is missing counts as `null`, which is refused.
pub(crate) fn url_from_json(defaults: &RequestDefaults, endpoint: &Endpoint, ids: &[&str]) -> Result<String, Error> {
    fill_path(defaults, endpoint, |index, name| PathSegment::from_json(ids.get(index).copied().unwrap_or("null"), name))
}

/// The URL with ids that are text.
pub(crate) fn url_from_text(defaults: &RequestDefaults, endpoint: &Endpoint, ids: &[&str]) -> Result<String, Error> {
    fill_path(defaults, endpoint, |index, name| PathSegment::new(ids[index], name))
}

/// `segment` gives the segment of an id from its place and the name that errors show.
fn fill_path(
    defaults: &RequestDefaults,
    endpoint: &Endpoint,
    segment: impl Fn(usize, &str) -> Result<PathSegment, Error>,
) -> Result<String, Error> {
    let mut url = String::with_capacity(defaults.base_url.len() + 160);
    url.push_str(&defaults.base_url);
    for part in endpoint.path {
        match *part {
            PathPart::Literal(text) => url.push_str(text),
            // Without a project, which only a client with a token of its own may be, the path goes without one, as that of the
            // official client: the token may say what project it is for. The slash before it goes too.
            PathPart::Project if defaults.project_id.is_empty() => _ = url.pop(),
            PathPart::Project => url.push_str(PathSegment::new(&defaults.project_id, "projectId")?.as_str()),
            PathPart::Id(index) => url.push_str(segment(index, endpoint.ids.get(index).copied().unwrap_or("id"))?.as_str()),
        }
    }
    Ok(url)
}
