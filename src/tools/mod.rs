//! What tools do beyond renaming parameters: one function a tool, named by `tools.toml`.

pub mod bitbucket;
pub mod composite;
pub mod confluence;
pub mod describe;
pub mod discover;
pub mod jira;
pub mod mentions;
pub mod names;
pub mod paging;
pub mod people;
pub mod replacements;
pub mod site;

/// Sends one request, the same on Cloud and on Data Center, where the two documents name it alike.
///
/// `either!(ctx, Jira, jira_cloud | jira_dc, api => api.get_issue_transitions(&key))` gives the awaited `Result<Answer>`.
macro_rules! either {
    ($ctx:expr, $product:ident, $cloud:ident | $dc:ident, $api:ident => $request:expr) => {
        match $ctx.deployment($crate::product::Product::$product)? {
            $crate::product::Deployment::Cloud => {
                let $api = $ctx.$cloud()?;
                $request.send().await
            }
            $crate::product::Deployment::DataCenter => {
                let $api = $ctx.$dc()?;
                $request.send().await
            }
        }
    };
}
pub(crate) use either;
