// Written by: npm run generate (from openapi.yaml). Do not edit.

//! How each type is spelled on the wire and in JavaScript.

use crate::endpoint::{Field, Object, Shape, Union};

pub(crate) static ACCOUNT_OBJECT: Object = Object {
    name: "Account",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: false },
        Field { wire: "external_id", js: "externalId", shape: &Shape::Raw, required: false },
        Field { wire: "healthy", js: "healthy", shape: &Shape::Raw, required: false },
        Field { wire: "dead", js: "dead", shape: &Shape::Raw, required: false },
        Field { wire: "app", js: "app", shape: &APP, required: false },
        Field { wire: "created_at", js: "createdAt", shape: &Shape::Date, required: false },
        Field { wire: "updated_at", js: "updatedAt", shape: &Shape::Date, required: false },
        Field { wire: "authorized_scopes", js: "authorizedScopes", shape: &Shape::Raw, required: false },
        Field { wire: "credentials", js: "credentials", shape: &ACCOUNT_CREDENTIALS, required: false },
        Field { wire: "expires_at", js: "expiresAt", shape: &Shape::Date, required: false },
        Field { wire: "error", js: "error", shape: &Shape::Raw, required: false },
        Field { wire: "last_refreshed_at", js: "lastRefreshedAt", shape: &Shape::Date, required: false },
        Field { wire: "next_refresh_at", js: "nextRefreshAt", shape: &Shape::Date, required: false },
    ],
};

pub(crate) static ACCOUNT: Shape = Shape::Object(&ACCOUNT_OBJECT);

pub(crate) static ACCOUNT_CREDENTIALS_OBJECT: Object = Object {
    name: "AccountCredentials",
    fields: &[
        Field { wire: "oauth_client_id", js: "oauthClientId", shape: &Shape::Raw, required: false },
        Field { wire: "oauth_access_token", js: "oauthAccessToken", shape: &Shape::Raw, required: false },
        Field { wire: "oauth_refresh_token", js: "oauthRefreshToken", shape: &Shape::Raw, required: false },
        Field { wire: "oauth_uid", js: "oauthUid", shape: &Shape::Raw, required: false },
        Field { wire: "oauth_signer_uri", js: "oauthSignerUri", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static ACCOUNT_CREDENTIALS: Shape = Shape::Object(&ACCOUNT_CREDENTIALS_OBJECT);

pub(crate) static APP_OBJECT: Object = Object {
    name: "App",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: false },
        Field { wire: "name_slug", js: "nameSlug", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "auth_type", js: "authType", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "img_src", js: "imgSrc", shape: &Shape::Raw, required: true },
        Field { wire: "custom_fields_json", js: "customFieldsJson", shape: &Shape::Raw, required: false },
        Field { wire: "categories", js: "categories", shape: &Shape::Raw, required: true },
        Field { wire: "featured_weight", js: "featuredWeight", shape: &Shape::Raw, required: true },
        Field { wire: "scope_profiles", js: "scopeProfiles", shape: &Shape::List(&APP_SCOPE_PROFILES_ITEM), required: true },
        Field { wire: "oauth_app_id", js: "oauthAppId", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static APP: Shape = Shape::Object(&APP_OBJECT);

pub(crate) static APP_CATEGORY_OBJECT: Object = Object {
    name: "AppCategory",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static APP_CATEGORY: Shape = Shape::Object(&APP_CATEGORY_OBJECT);

pub(crate) static APP_OVERRIDE_OBJECT: Object = Object {
    name: "AppOverride",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "app", js: "app", shape: &APP, required: true },
        Field { wire: "oauth_app_id", js: "oauthAppId", shape: &Shape::Raw, required: false },
        Field { wire: "cfmap", js: "cfmap", shape: &Shape::Raw, required: true },
        Field { wire: "owner_id", js: "ownerId", shape: &Shape::Raw, required: true },
        Field { wire: "created_at", js: "createdAt", shape: &Shape::Date, required: false },
        Field { wire: "updated_at", js: "updatedAt", shape: &Shape::Date, required: false },
    ],
};

pub(crate) static APP_OVERRIDE: Shape = Shape::Object(&APP_OVERRIDE_OBJECT);

pub(crate) static APP_SCOPE_PROFILES_ITEM_OBJECT: Object = Object {
    name: "AppScopeProfilesItem",
    fields: &[
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "scopes", js: "scopes", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static APP_SCOPE_PROFILES_ITEM: Shape = Shape::Object(&APP_SCOPE_PROFILES_ITEM_OBJECT);

pub(crate) static COMPONENT_OBJECT: Object = Object {
    name: "Component",
    fields: &[
        Field { wire: "key", js: "key", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "version", js: "version", shape: &Shape::Raw, required: true },
        Field { wire: "configurable_props", js: "configurableProps", shape: &Shape::List(&CONFIGURABLE_PROP), required: true },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "component_type", js: "componentType", shape: &Shape::Raw, required: false },
        Field { wire: "stash", js: "stash", shape: &Shape::Raw, required: false },
        Field { wire: "annotations", js: "annotations", shape: &TOOL_ANNOTATIONS, required: false },
    ],
};

pub(crate) static COMPONENT: Shape = Shape::Object(&COMPONENT_OBJECT);

static CONFIGURABLE_PROP_MERGED: Object = Object {
    name: "ConfigurableProp",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "alertType", js: "alertType", shape: &Shape::Raw, required: false },
        Field { wire: "content", js: "content", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
        Field { wire: "app", js: "app", shape: &Shape::Raw, required: true },
        Field { wire: "default", js: "default", shape: &Shape::Raw, required: false },
        Field { wire: "options", js: "options", shape: &Shape::List(&CONFIGURABLE_PROP_BOOLEAN_OPTIONS_ITEM), required: false },
        Field { wire: "accessMode", js: "accessMode", shape: &Shape::Raw, required: false },
        Field { wire: "sync", js: "sync", shape: &Shape::Raw, required: false },
        Field { wire: "static", js: "static", shape: &CONFIGURABLE_PROP_TIMER_STATIC, required: false },
        Field { wire: "appProp", js: "appProp", shape: &Shape::Raw, required: false },
        Field { wire: "eventNames", js: "eventNames", shape: &Shape::Raw, required: false },
        Field { wire: "remote", js: "remote", shape: &Shape::Raw, required: false },
        Field { wire: "min", js: "min", shape: &Shape::Raw, required: false },
        Field { wire: "max", js: "max", shape: &Shape::Raw, required: false },
        Field { wire: "customResponse", js: "customResponse", shape: &Shape::Raw, required: false },
        Field { wire: "auth", js: "auth", shape: &CONFIGURABLE_PROP_SQL_AUTH, required: false },
        Field { wire: "baseIdProp", js: "baseIdProp", shape: &Shape::Raw, required: true },
        Field { wire: "tableIdProp", js: "tableIdProp", shape: &Shape::Raw, required: true },
        Field { wire: "secret", js: "secret", shape: &Shape::Raw, required: false },
        Field { wire: "format", js: "format", shape: &Shape::Raw, required: false },
    ],
};
pub(crate) static CONFIGURABLE_PROP: Shape = Shape::Union(&Union {
    tag: Some("type"),
    members: &[
        ("alert", &CONFIGURABLE_PROP_ALERT_OBJECT),
        ("app", &CONFIGURABLE_PROP_APP_OBJECT),
        ("boolean", &CONFIGURABLE_PROP_BOOLEAN_OBJECT),
        ("data_store", &CONFIGURABLE_PROP_DATA_STORE_OBJECT),
        ("dir", &CONFIGURABLE_PROP_DIR_OBJECT),
        ("$.interface.timer", &CONFIGURABLE_PROP_TIMER_OBJECT),
        ("$.interface.apphook", &CONFIGURABLE_PROP_APPHOOK_OBJECT),
        ("integer[]", &CONFIGURABLE_PROP_INTEGER_ARRAY_OBJECT),
        ("$.interface.http", &CONFIGURABLE_PROP_HTTP_OBJECT),
        ("http_request", &CONFIGURABLE_PROP_HTTP_REQUEST_OBJECT),
        ("$.service.db", &CONFIGURABLE_PROP_DB_OBJECT),
        ("sql", &CONFIGURABLE_PROP_SQL_OBJECT),
        ("$.airtable.baseId", &CONFIGURABLE_PROP_AIRTABLE_BASE_ID_OBJECT),
        ("$.airtable.tableId", &CONFIGURABLE_PROP_AIRTABLE_TABLE_ID_OBJECT),
        ("$.airtable.viewId", &CONFIGURABLE_PROP_AIRTABLE_VIEW_ID_OBJECT),
        ("$.airtable.fieldId", &CONFIGURABLE_PROP_AIRTABLE_FIELD_ID_OBJECT),
        ("$.discord.channel", &CONFIGURABLE_PROP_DISCORD_CHANNEL_OBJECT),
        ("$.discord.channel[]", &CONFIGURABLE_PROP_DISCORD_CHANNEL_ARRAY_OBJECT),
        ("integer", &CONFIGURABLE_PROP_INTEGER_OBJECT),
        ("string", &CONFIGURABLE_PROP_STRING_OBJECT),
        ("string[]", &CONFIGURABLE_PROP_STRING_ARRAY_OBJECT),
        ("object", &CONFIGURABLE_PROP_OBJECT_OBJECT),
        ("any", &CONFIGURABLE_PROP_ANY_OBJECT),
    ],
    merged: &CONFIGURABLE_PROP_MERGED,
});

pub(crate) static CONFIGURABLE_PROP_AIRTABLE_BASE_ID_OBJECT: Object = Object {
    name: "ConfigurablePropAirtableBaseId",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "appProp", js: "appProp", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_AIRTABLE_FIELD_ID_OBJECT: Object = Object {
    name: "ConfigurablePropAirtableFieldId",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "tableIdProp", js: "tableIdProp", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_AIRTABLE_TABLE_ID_OBJECT: Object = Object {
    name: "ConfigurablePropAirtableTableId",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "baseIdProp", js: "baseIdProp", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_AIRTABLE_VIEW_ID_OBJECT: Object = Object {
    name: "ConfigurablePropAirtableViewId",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "tableIdProp", js: "tableIdProp", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_ALERT_OBJECT: Object = Object {
    name: "ConfigurablePropAlert",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "alertType", js: "alertType", shape: &Shape::Raw, required: false },
        Field { wire: "content", js: "content", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_ANY_OBJECT: Object = Object {
    name: "ConfigurablePropAny",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "default", js: "default", shape: &Shape::Raw, required: false },
        Field { wire: "options", js: "options", shape: &Shape::List(&CONFIGURABLE_PROP_ANY_OPTIONS_ITEM), required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

static CONFIGURABLE_PROP_ANY_OPTIONS_ITEM_MERGED: Object = Object {
    name: "ConfigurablePropAnyOptionsItem",
    fields: &[
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: true },
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: false },
        Field { wire: "__lv", js: "lv", shape: &PROP_OPTION, required: true },
    ],
};
pub(crate) static CONFIGURABLE_PROP_ANY_OPTIONS_ITEM: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURABLE_PROP_ANY_OPTIONS_ITEM_MERGED });

pub(crate) static CONFIGURABLE_PROP_APP_OBJECT: Object = Object {
    name: "ConfigurablePropApp",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "app", js: "app", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_APPHOOK_OBJECT: Object = Object {
    name: "ConfigurablePropApphook",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "appProp", js: "appProp", shape: &Shape::Raw, required: true },
        Field { wire: "eventNames", js: "eventNames", shape: &Shape::Raw, required: false },
        Field { wire: "remote", js: "remote", shape: &Shape::Raw, required: false },
        Field { wire: "static", js: "static", shape: &Shape::Raw, required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_BOOLEAN_OBJECT: Object = Object {
    name: "ConfigurablePropBoolean",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "default", js: "default", shape: &Shape::Raw, required: false },
        Field { wire: "options", js: "options", shape: &Shape::List(&CONFIGURABLE_PROP_BOOLEAN_OPTIONS_ITEM), required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

static CONFIGURABLE_PROP_BOOLEAN_OPTIONS_ITEM_MERGED: Object = Object {
    name: "ConfigurablePropBooleanOptionsItem",
    fields: &[
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: true },
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: false },
        Field { wire: "__lv", js: "lv", shape: &PROP_OPTION, required: true },
    ],
};
pub(crate) static CONFIGURABLE_PROP_BOOLEAN_OPTIONS_ITEM: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURABLE_PROP_BOOLEAN_OPTIONS_ITEM_MERGED });

pub(crate) static CONFIGURABLE_PROP_DATA_STORE_OBJECT: Object = Object {
    name: "ConfigurablePropDataStore",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_DB_OBJECT: Object = Object {
    name: "ConfigurablePropDb",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_DIR_OBJECT: Object = Object {
    name: "ConfigurablePropDir",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "accessMode", js: "accessMode", shape: &Shape::Raw, required: false },
        Field { wire: "sync", js: "sync", shape: &Shape::Raw, required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_DISCORD_CHANNEL_OBJECT: Object = Object {
    name: "ConfigurablePropDiscordChannel",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "appProp", js: "appProp", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_DISCORD_CHANNEL_ARRAY_OBJECT: Object = Object {
    name: "ConfigurablePropDiscordChannelArray",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "appProp", js: "appProp", shape: &Shape::Raw, required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_HTTP_OBJECT: Object = Object {
    name: "ConfigurablePropHttp",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "customResponse", js: "customResponse", shape: &Shape::Raw, required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_HTTP_REQUEST_OBJECT: Object = Object {
    name: "ConfigurablePropHttpRequest",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "default", js: "default", shape: &HTTP_REQUEST_CONFIG, required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_INTEGER_OBJECT: Object = Object {
    name: "ConfigurablePropInteger",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "min", js: "min", shape: &Shape::Raw, required: false },
        Field { wire: "max", js: "max", shape: &Shape::Raw, required: false },
        Field { wire: "default", js: "default", shape: &Shape::Raw, required: false },
        Field { wire: "options", js: "options", shape: &Shape::List(&CONFIGURABLE_PROP_INTEGER_OPTIONS_ITEM), required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_INTEGER_ARRAY_OBJECT: Object = Object {
    name: "ConfigurablePropIntegerArray",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "min", js: "min", shape: &Shape::Raw, required: false },
        Field { wire: "max", js: "max", shape: &Shape::Raw, required: false },
        Field { wire: "default", js: "default", shape: &Shape::Raw, required: false },
        Field { wire: "options", js: "options", shape: &Shape::List(&CONFIGURABLE_PROP_INTEGER_ARRAY_OPTIONS_ITEM), required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

static CONFIGURABLE_PROP_INTEGER_ARRAY_OPTIONS_ITEM_MERGED: Object = Object {
    name: "ConfigurablePropIntegerArrayOptionsItem",
    fields: &[
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: true },
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: false },
        Field { wire: "__lv", js: "lv", shape: &PROP_OPTION, required: true },
    ],
};
pub(crate) static CONFIGURABLE_PROP_INTEGER_ARRAY_OPTIONS_ITEM: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURABLE_PROP_INTEGER_ARRAY_OPTIONS_ITEM_MERGED });

static CONFIGURABLE_PROP_INTEGER_OPTIONS_ITEM_MERGED: Object = Object {
    name: "ConfigurablePropIntegerOptionsItem",
    fields: &[
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: true },
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: false },
        Field { wire: "__lv", js: "lv", shape: &PROP_OPTION, required: true },
    ],
};
pub(crate) static CONFIGURABLE_PROP_INTEGER_OPTIONS_ITEM: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURABLE_PROP_INTEGER_OPTIONS_ITEM_MERGED });

pub(crate) static CONFIGURABLE_PROP_OBJECT_OBJECT: Object = Object {
    name: "ConfigurablePropObject",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "default", js: "default", shape: &Shape::Raw, required: false },
        Field { wire: "options", js: "options", shape: &Shape::List(&CONFIGURABLE_PROP_OBJECT_OPTIONS_ITEM), required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

static CONFIGURABLE_PROP_OBJECT_OPTIONS_ITEM_MERGED: Object = Object {
    name: "ConfigurablePropObjectOptionsItem",
    fields: &[
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: true },
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: false },
        Field { wire: "__lv", js: "lv", shape: &PROP_OPTION, required: true },
    ],
};
pub(crate) static CONFIGURABLE_PROP_OBJECT_OPTIONS_ITEM: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURABLE_PROP_OBJECT_OPTIONS_ITEM_MERGED });

pub(crate) static CONFIGURABLE_PROP_SQL_OBJECT: Object = Object {
    name: "ConfigurablePropSql",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "auth", js: "auth", shape: &CONFIGURABLE_PROP_SQL_AUTH, required: false },
        Field { wire: "default", js: "default", shape: &CONFIGURED_PROP_VALUE_SQL, required: false },
        Field { wire: "options", js: "options", shape: &Shape::List(&CONFIGURABLE_PROP_SQL_OPTIONS_ITEM), required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_SQL_AUTH_OBJECT: Object =
    Object { name: "ConfigurablePropSqlAuth", fields: &[Field { wire: "app", js: "app", shape: &Shape::Raw, required: false }] };

pub(crate) static CONFIGURABLE_PROP_SQL_AUTH: Shape = Shape::Object(&CONFIGURABLE_PROP_SQL_AUTH_OBJECT);

static CONFIGURABLE_PROP_SQL_OPTIONS_ITEM_MERGED: Object = Object {
    name: "ConfigurablePropSqlOptionsItem",
    fields: &[
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: true },
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: false },
        Field { wire: "__lv", js: "lv", shape: &PROP_OPTION, required: true },
    ],
};
pub(crate) static CONFIGURABLE_PROP_SQL_OPTIONS_ITEM: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURABLE_PROP_SQL_OPTIONS_ITEM_MERGED });

pub(crate) static CONFIGURABLE_PROP_STRING_OBJECT: Object = Object {
    name: "ConfigurablePropString",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "secret", js: "secret", shape: &Shape::Raw, required: false },
        Field { wire: "format", js: "format", shape: &Shape::Raw, required: false },
        Field { wire: "default", js: "default", shape: &Shape::Raw, required: false },
        Field { wire: "options", js: "options", shape: &Shape::List(&CONFIGURABLE_PROP_STRING_OPTIONS_ITEM), required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURABLE_PROP_STRING_ARRAY_OBJECT: Object = Object {
    name: "ConfigurablePropStringArray",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "secret", js: "secret", shape: &Shape::Raw, required: false },
        Field { wire: "format", js: "format", shape: &Shape::Raw, required: false },
        Field { wire: "default", js: "default", shape: &Shape::Raw, required: false },
        Field { wire: "options", js: "options", shape: &Shape::List(&CONFIGURABLE_PROP_STRING_ARRAY_OPTIONS_ITEM), required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

static CONFIGURABLE_PROP_STRING_ARRAY_OPTIONS_ITEM_MERGED: Object = Object {
    name: "ConfigurablePropStringArrayOptionsItem",
    fields: &[
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: true },
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: false },
        Field { wire: "__lv", js: "lv", shape: &PROP_OPTION, required: true },
    ],
};
pub(crate) static CONFIGURABLE_PROP_STRING_ARRAY_OPTIONS_ITEM: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURABLE_PROP_STRING_ARRAY_OPTIONS_ITEM_MERGED });

static CONFIGURABLE_PROP_STRING_OPTIONS_ITEM_MERGED: Object = Object {
    name: "ConfigurablePropStringOptionsItem",
    fields: &[
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: true },
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: false },
        Field { wire: "__lv", js: "lv", shape: &PROP_OPTION, required: true },
    ],
};
pub(crate) static CONFIGURABLE_PROP_STRING_OPTIONS_ITEM: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURABLE_PROP_STRING_OPTIONS_ITEM_MERGED });

pub(crate) static CONFIGURABLE_PROP_TIMER_OBJECT: Object = Object {
    name: "ConfigurablePropTimer",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "static", js: "static", shape: &CONFIGURABLE_PROP_TIMER_STATIC, required: false },
        Field { wire: "default", js: "default", shape: &CONFIGURABLE_PROP_TIMER_DEFAULT, required: false },
        Field { wire: "options", js: "options", shape: &Shape::List(&CONFIGURABLE_PROP_TIMER_OPTION), required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "optional", js: "optional", shape: &Shape::Raw, required: false },
        Field { wire: "disabled", js: "disabled", shape: &Shape::Raw, required: false },
        Field { wire: "readOnly", js: "readOnly", shape: &Shape::Raw, required: false },
        Field { wire: "hidden", js: "hidden", shape: &Shape::Raw, required: false },
        Field { wire: "remoteOptions", js: "remoteOptions", shape: &Shape::Raw, required: false },
        Field { wire: "useQuery", js: "useQuery", shape: &Shape::Raw, required: false },
        Field { wire: "reloadProps", js: "reloadProps", shape: &Shape::Raw, required: false },
        Field { wire: "withLabel", js: "withLabel", shape: &Shape::Raw, required: false },
    ],
};

static CONFIGURABLE_PROP_TIMER_DEFAULT_MERGED: Object = Object {
    name: "ConfigurablePropTimerDefault",
    fields: &[
        Field { wire: "intervalSeconds", js: "intervalSeconds", shape: &Shape::Raw, required: true },
        Field { wire: "cron", js: "cron", shape: &Shape::Raw, required: true },
    ],
};
pub(crate) static CONFIGURABLE_PROP_TIMER_DEFAULT: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURABLE_PROP_TIMER_DEFAULT_MERGED });

static CONFIGURABLE_PROP_TIMER_OPTION_MERGED: Object = Object {
    name: "ConfigurablePropTimerOption",
    fields: &[
        Field { wire: "intervalSeconds", js: "intervalSeconds", shape: &Shape::Raw, required: true },
        Field { wire: "cron", js: "cron", shape: &Shape::Raw, required: true },
    ],
};
pub(crate) static CONFIGURABLE_PROP_TIMER_OPTION: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURABLE_PROP_TIMER_OPTION_MERGED });

static CONFIGURABLE_PROP_TIMER_STATIC_MERGED: Object = Object {
    name: "ConfigurablePropTimerStatic",
    fields: &[
        Field { wire: "intervalSeconds", js: "intervalSeconds", shape: &Shape::Raw, required: true },
        Field { wire: "cron", js: "cron", shape: &Shape::Raw, required: true },
    ],
};
pub(crate) static CONFIGURABLE_PROP_TIMER_STATIC: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURABLE_PROP_TIMER_STATIC_MERGED });

pub(crate) static CONFIGURE_PROP_OPTIONS: Shape = Shape::List(&CONFIGURE_PROP_OPTIONS_ITEM);

static CONFIGURE_PROP_OPTIONS_ITEM_MERGED: Object = Object {
    name: "ConfigurePropOptionsItem",
    fields: &[
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: true },
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: false },
        Field { wire: "__lv", js: "lv", shape: &PROP_OPTION, required: true },
    ],
};
pub(crate) static CONFIGURE_PROP_OPTIONS_ITEM: Shape =
    Shape::Union(&Union { tag: None, members: &[], merged: &CONFIGURE_PROP_OPTIONS_ITEM_MERGED });

pub(crate) static CONFIGURE_PROP_OPTS_OBJECT: Object = Object {
    name: "ConfigurePropOpts",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "version", js: "version", shape: &Shape::Raw, required: false },
        Field { wire: "external_user_id", js: "externalUserId", shape: &Shape::Raw, required: true },
        Field { wire: "prop_name", js: "propName", shape: &Shape::Raw, required: true },
        Field { wire: "blocking", js: "blocking", shape: &Shape::Raw, required: false },
        Field { wire: "configured_props", js: "configuredProps", shape: &Shape::Raw, required: false },
        Field { wire: "dynamic_props_id", js: "dynamicPropsId", shape: &Shape::Raw, required: false },
        Field { wire: "page", js: "page", shape: &Shape::Raw, required: false },
        Field { wire: "prev_context", js: "prevContext", shape: &Shape::Raw, required: false },
        Field { wire: "query", js: "query", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURE_PROP_OPTS: Shape = Shape::Object(&CONFIGURE_PROP_OPTS_OBJECT);

pub(crate) static CONFIGURE_PROP_RESPONSE_OBJECT: Object = Object {
    name: "ConfigurePropResponse",
    fields: &[
        Field { wire: "options", js: "options", shape: &CONFIGURE_PROP_OPTIONS, required: false },
        Field { wire: "stringOptions", js: "stringOptions", shape: &Shape::Raw, required: false },
        Field { wire: "observations", js: "observations", shape: &Shape::List(&OBSERVATION), required: false },
        Field { wire: "context", js: "context", shape: &Shape::Raw, required: false },
        Field { wire: "errors", js: "errors", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CONFIGURE_PROP_RESPONSE: Shape = Shape::Object(&CONFIGURE_PROP_RESPONSE_OBJECT);

pub(crate) static CONFIGURED_PROP_VALUE_SQL_OBJECT: Object = Object {
    name: "ConfiguredPropValueSql",
    fields: &[
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: true },
        Field { wire: "query", js: "query", shape: &Shape::Raw, required: true },
        Field { wire: "params", js: "params", shape: &Shape::Raw, required: true },
        Field { wire: "usePreparedStatements", js: "usePreparedStatements", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static CONFIGURED_PROP_VALUE_SQL: Shape = Shape::Object(&CONFIGURED_PROP_VALUE_SQL_OBJECT);

pub(crate) static CONNECT_USAGE_OBJECT: Object = Object {
    name: "ConnectUsage",
    fields: &[
        Field { wire: "credits_used", js: "creditsUsed", shape: &Shape::Raw, required: true },
        Field { wire: "action_run_credits_used", js: "actionRunCreditsUsed", shape: &Shape::Raw, required: false },
        Field { wire: "proxy_credits_used", js: "proxyCreditsUsed", shape: &Shape::Raw, required: false },
        Field { wire: "source_emit_credits_used", js: "sourceEmitCreditsUsed", shape: &Shape::Raw, required: false },
        Field { wire: "usage_start_ts", js: "usageStartTs", shape: &Shape::Raw, required: true },
        Field { wire: "usage_end_ts", js: "usageEndTs", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static CONNECT_USAGE: Shape = Shape::Object(&CONNECT_USAGE_OBJECT);

pub(crate) static CONNECT_USAGE_RESPONSE_OBJECT: Object = Object {
    name: "ConnectUsageResponse",
    fields: &[Field { wire: "data", js: "data", shape: &Shape::List(&CONNECT_USAGE), required: true }],
};

pub(crate) static CONNECT_USAGE_RESPONSE: Shape = Shape::Object(&CONNECT_USAGE_RESPONSE_OBJECT);

pub(crate) static CREATE_ACCOUNT_OPTS_OBJECT: Object = Object {
    name: "CreateAccountOpts",
    fields: &[
        Field { wire: "app_slug", js: "appSlug", shape: &Shape::Raw, required: true },
        Field { wire: "cfmap_json", js: "cfmapJson", shape: &Shape::Raw, required: true },
        Field { wire: "connect_token", js: "connectToken", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: false },
        Field { wire: "account_id", js: "accountId", shape: &Shape::Raw, required: false },
        Field { wire: "app_override_id", js: "appOverrideId", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CREATE_ACCOUNT_OPTS: Shape = Shape::Object(&CREATE_ACCOUNT_OPTS_OBJECT);

pub(crate) static CREATE_APP_OVERRIDE_OPTS_OBJECT: Object = Object {
    name: "CreateAppOverrideOpts",
    fields: &[
        Field { wire: "app", js: "app", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "oauth_app_id", js: "oauthAppId", shape: &Shape::Raw, required: false },
        Field { wire: "cfmap", js: "cfmap", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CREATE_APP_OVERRIDE_OPTS: Shape = Shape::Object(&CREATE_APP_OVERRIDE_OPTS_OBJECT);

pub(crate) static CREATE_O_AUTH_TOKEN_OPTS_OBJECT: Object = Object {
    name: "CreateOAuthTokenOpts",
    fields: &[
        Field { wire: "client_id", js: "clientId", shape: &Shape::Raw, required: true },
        Field { wire: "client_secret", js: "clientSecret", shape: &Shape::Raw, required: false },
        Field { wire: "client_assertion", js: "clientAssertion", shape: &Shape::Raw, required: false },
        Field { wire: "client_assertion_type", js: "clientAssertionType", shape: &Shape::Raw, required: false },
        Field { wire: "scope", js: "scope", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CREATE_O_AUTH_TOKEN_OPTS: Shape = Shape::Object(&CREATE_O_AUTH_TOKEN_OPTS_OBJECT);

pub(crate) static CREATE_O_AUTH_TOKEN_RESPONSE_OBJECT: Object = Object {
    name: "CreateOAuthTokenResponse",
    fields: &[
        Field { wire: "access_token", js: "accessToken", shape: &Shape::Raw, required: true },
        Field { wire: "token_type", js: "tokenType", shape: &Shape::Raw, required: true },
        Field { wire: "expires_in", js: "expiresIn", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static CREATE_O_AUTH_TOKEN_RESPONSE: Shape = Shape::Object(&CREATE_O_AUTH_TOKEN_RESPONSE_OBJECT);

pub(crate) static CREATE_OAUTH_APP_OPTS_OBJECT: Object = Object {
    name: "CreateOauthAppOpts",
    fields: &[
        Field { wire: "app", js: "app", shape: &Shape::Raw, required: true },
        Field { wire: "client_id", js: "clientId", shape: &Shape::Raw, required: true },
        Field { wire: "client_secret", js: "clientSecret", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "scopes", js: "scopes", shape: &Shape::Raw, required: false },
        Field { wire: "additional_scopes", js: "additionalScopes", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CREATE_OAUTH_APP_OPTS: Shape = Shape::Object(&CREATE_OAUTH_APP_OPTS_OBJECT);

pub(crate) static CREATE_PROJECT_OPTS_OBJECT: Object = Object {
    name: "CreateProjectOpts",
    fields: &[
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "app_name", js: "appName", shape: &Shape::Raw, required: false },
        Field { wire: "support_email", js: "supportEmail", shape: &Shape::Raw, required: false },
        Field { wire: "connect_require_key_auth_test", js: "connectRequireKeyAuthTest", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CREATE_PROJECT_OPTS: Shape = Shape::Object(&CREATE_PROJECT_OPTS_OBJECT);

pub(crate) static CREATE_RATE_LIMIT_RESPONSE_OBJECT: Object =
    Object { name: "CreateRateLimitResponse", fields: &[Field { wire: "token", js: "token", shape: &Shape::Raw, required: true }] };

pub(crate) static CREATE_RATE_LIMIT_RESPONSE: Shape = Shape::Object(&CREATE_RATE_LIMIT_RESPONSE_OBJECT);

pub(crate) static CREATE_TOKEN_OPTS_OBJECT: Object = Object {
    name: "CreateTokenOpts",
    fields: &[
        Field { wire: "allowed_origins", js: "allowedOrigins", shape: &Shape::Raw, required: false },
        Field { wire: "error_redirect_uri", js: "errorRedirectUri", shape: &Shape::Raw, required: false },
        Field { wire: "expires_in", js: "expiresIn", shape: &Shape::Raw, required: false },
        Field { wire: "external_user_id", js: "externalUserId", shape: &Shape::Raw, required: true },
        Field { wire: "scope", js: "scope", shape: &Shape::Raw, required: false },
        Field { wire: "success_redirect_uri", js: "successRedirectUri", shape: &Shape::Raw, required: false },
        Field { wire: "webhook_uri", js: "webhookUri", shape: &Shape::Raw, required: false },
        Field { wire: "allow_progressive_scopes", js: "allowProgressiveScopes", shape: &Shape::Raw, required: false },
        Field { wire: "app_id", js: "appId", shape: &Shape::Raw, required: false },
        Field { wire: "oauth_app_id", js: "oauthAppId", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static CREATE_TOKEN_OPTS: Shape = Shape::Object(&CREATE_TOKEN_OPTS_OBJECT);

pub(crate) static CREATE_TOKEN_RESPONSE_OBJECT: Object = Object {
    name: "CreateTokenResponse",
    fields: &[
        Field { wire: "connect_link_url", js: "connectLinkUrl", shape: &Shape::Raw, required: true },
        Field { wire: "expires_at", js: "expiresAt", shape: &Shape::Date, required: true },
        Field { wire: "token", js: "token", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static CREATE_TOKEN_RESPONSE: Shape = Shape::Object(&CREATE_TOKEN_RESPONSE_OBJECT);

pub(crate) static DEPLOY_TRIGGER_OPTS_OBJECT: Object = Object {
    name: "DeployTriggerOpts",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "version", js: "version", shape: &Shape::Raw, required: false },
        Field { wire: "external_user_id", js: "externalUserId", shape: &Shape::Raw, required: true },
        Field { wire: "configured_props", js: "configuredProps", shape: &Shape::Raw, required: false },
        Field { wire: "dynamic_props_id", js: "dynamicPropsId", shape: &Shape::Raw, required: false },
        Field { wire: "workflow_id", js: "workflowId", shape: &Shape::Raw, required: false },
        Field { wire: "webhook_url", js: "webhookUrl", shape: &Shape::Raw, required: false },
        Field { wire: "emit_on_deploy", js: "emitOnDeploy", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static DEPLOY_TRIGGER_OPTS: Shape = Shape::Object(&DEPLOY_TRIGGER_OPTS_OBJECT);

pub(crate) static DEPLOY_TRIGGER_RESPONSE_OBJECT: Object =
    Object { name: "DeployTriggerResponse", fields: &[Field { wire: "data", js: "data", shape: &EMITTER, required: true }] };

pub(crate) static DEPLOY_TRIGGER_RESPONSE: Shape = Shape::Object(&DEPLOY_TRIGGER_RESPONSE_OBJECT);

pub(crate) static DEPLOYED_COMPONENT_OBJECT: Object = Object {
    name: "DeployedComponent",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "owner_id", js: "ownerId", shape: &Shape::Raw, required: true },
        Field { wire: "component_id", js: "componentId", shape: &Shape::Raw, required: true },
        Field { wire: "component_key", js: "componentKey", shape: &Shape::Raw, required: false },
        Field { wire: "configurable_props", js: "configurableProps", shape: &Shape::List(&CONFIGURABLE_PROP), required: true },
        Field { wire: "configured_props", js: "configuredProps", shape: &Shape::Raw, required: true },
        Field { wire: "active", js: "active", shape: &Shape::Raw, required: true },
        Field { wire: "created_at", js: "createdAt", shape: &Shape::Raw, required: true },
        Field { wire: "updated_at", js: "updatedAt", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "name_slug", js: "nameSlug", shape: &Shape::Raw, required: true },
        Field { wire: "callback_observations", js: "callbackObservations", shape: &Shape::Raw, required: false },
        Field { wire: "emit_on_deploy", js: "emitOnDeploy", shape: &Shape::Raw, required: false },
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "webhook_signing_key", js: "webhookSigningKey", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static DYNAMIC_PROPS_OBJECT: Object = Object {
    name: "DynamicProps",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: false },
        Field { wire: "configurableProps", js: "configurableProps", shape: &Shape::List(&CONFIGURABLE_PROP), required: false },
    ],
};

pub(crate) static DYNAMIC_PROPS: Shape = Shape::Object(&DYNAMIC_PROPS_OBJECT);

pub(crate) static EMITTED_EVENT_OBJECT: Object = Object {
    name: "EmittedEvent",
    fields: &[
        Field { wire: "e", js: "e", shape: &Shape::Raw, required: true },
        Field { wire: "k", js: "k", shape: &Shape::Raw, required: true },
        Field { wire: "ts", js: "ts", shape: &Shape::Raw, required: true },
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "sum", js: "sum", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static EMITTED_EVENT: Shape = Shape::Object(&EMITTED_EVENT_OBJECT);

static EMITTER_MERGED: Object = Object {
    name: "Emitter",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "owner_id", js: "ownerId", shape: &Shape::Raw, required: true },
        Field { wire: "component_id", js: "componentId", shape: &Shape::Raw, required: true },
        Field { wire: "component_key", js: "componentKey", shape: &Shape::Raw, required: false },
        Field { wire: "configurable_props", js: "configurableProps", shape: &Shape::List(&CONFIGURABLE_PROP), required: true },
        Field { wire: "configured_props", js: "configuredProps", shape: &Shape::Raw, required: true },
        Field { wire: "active", js: "active", shape: &Shape::Raw, required: true },
        Field { wire: "created_at", js: "createdAt", shape: &Shape::Raw, required: true },
        Field { wire: "updated_at", js: "updatedAt", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "name_slug", js: "nameSlug", shape: &Shape::Raw, required: true },
        Field { wire: "callback_observations", js: "callbackObservations", shape: &Shape::Raw, required: false },
        Field { wire: "emit_on_deploy", js: "emitOnDeploy", shape: &Shape::Raw, required: false },
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
        Field { wire: "webhook_signing_key", js: "webhookSigningKey", shape: &Shape::Raw, required: false },
        Field { wire: "key", js: "key", shape: &Shape::Raw, required: true },
        Field { wire: "endpoint_url", js: "endpointUrl", shape: &Shape::Raw, required: true },
        Field { wire: "custom_response", js: "customResponse", shape: &Shape::Raw, required: true },
        Field { wire: "interval_seconds", js: "intervalSeconds", shape: &Shape::Raw, required: false },
        Field { wire: "cron", js: "cron", shape: &Shape::Raw, required: false },
        Field { wire: "timezone", js: "timezone", shape: &Shape::Raw, required: true },
        Field { wire: "schedule_changed_at", js: "scheduleChangedAt", shape: &Shape::Raw, required: true },
    ],
};
pub(crate) static EMITTER: Shape = Shape::Union(&Union {
    tag: Some("type"),
    members: &[
        ("DeployedComponent", &DEPLOYED_COMPONENT_OBJECT),
        ("HttpInterface", &HTTP_INTERFACE_OBJECT),
        ("TimerInterface", &TIMER_INTERFACE_OBJECT),
    ],
    merged: &EMITTER_MERGED,
});

pub(crate) static EXTERNAL_USER_OBJECT: Object = Object {
    name: "ExternalUser",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "external_id", js: "externalId", shape: &Shape::Raw, required: true },
        Field { wire: "created_at", js: "createdAt", shape: &Shape::Date, required: false },
        Field { wire: "updated_at", js: "updatedAt", shape: &Shape::Date, required: false },
    ],
};

pub(crate) static EXTERNAL_USER: Shape = Shape::Object(&EXTERNAL_USER_OBJECT);

pub(crate) static GET_APP_RESPONSE_OBJECT: Object =
    Object { name: "GetAppResponse", fields: &[Field { wire: "data", js: "data", shape: &APP, required: true }] };

pub(crate) static GET_APP_RESPONSE: Shape = Shape::Object(&GET_APP_RESPONSE_OBJECT);

pub(crate) static GET_COMPONENT_RESPONSE_OBJECT: Object =
    Object { name: "GetComponentResponse", fields: &[Field { wire: "data", js: "data", shape: &COMPONENT, required: true }] };

pub(crate) static GET_COMPONENT_RESPONSE: Shape = Shape::Object(&GET_COMPONENT_RESPONSE_OBJECT);

pub(crate) static GET_COMPONENTS_RESPONSE_OBJECT: Object = Object {
    name: "GetComponentsResponse",
    fields: &[
        Field { wire: "data", js: "data", shape: &Shape::List(&COMPONENT), required: true },
        Field { wire: "page_info", js: "pageInfo", shape: &PAGE_INFO, required: true },
    ],
};

pub(crate) static GET_COMPONENTS_RESPONSE: Shape = Shape::Object(&GET_COMPONENTS_RESPONSE_OBJECT);

pub(crate) static GET_TRIGGER_EVENTS_RESPONSE_OBJECT: Object = Object {
    name: "GetTriggerEventsResponse",
    fields: &[Field { wire: "data", js: "data", shape: &Shape::List(&EMITTED_EVENT), required: true }],
};

pub(crate) static GET_TRIGGER_EVENTS_RESPONSE: Shape = Shape::Object(&GET_TRIGGER_EVENTS_RESPONSE_OBJECT);

pub(crate) static GET_TRIGGER_RESPONSE_OBJECT: Object =
    Object { name: "GetTriggerResponse", fields: &[Field { wire: "data", js: "data", shape: &EMITTER, required: true }] };

pub(crate) static GET_TRIGGER_RESPONSE: Shape = Shape::Object(&GET_TRIGGER_RESPONSE_OBJECT);

pub(crate) static GET_TRIGGER_WEBHOOKS_RESPONSE_OBJECT: Object = Object {
    name: "GetTriggerWebhooksResponse",
    fields: &[
        Field { wire: "webhook_urls", js: "webhookUrls", shape: &Shape::Raw, required: true },
        Field { wire: "webhooks", js: "webhooks", shape: &Shape::List(&TRIGGER_WEBHOOK), required: false },
    ],
};

pub(crate) static GET_TRIGGER_WEBHOOKS_RESPONSE: Shape = Shape::Object(&GET_TRIGGER_WEBHOOKS_RESPONSE_OBJECT);

pub(crate) static GET_TRIGGER_WORKFLOWS_RESPONSE_OBJECT: Object = Object {
    name: "GetTriggerWorkflowsResponse",
    fields: &[Field { wire: "workflow_ids", js: "workflowIds", shape: &Shape::Raw, required: true }],
};

pub(crate) static GET_TRIGGER_WORKFLOWS_RESPONSE: Shape = Shape::Object(&GET_TRIGGER_WORKFLOWS_RESPONSE_OBJECT);

pub(crate) static GET_TRIGGERS_RESPONSE_OBJECT: Object = Object {
    name: "GetTriggersResponse",
    fields: &[
        Field { wire: "data", js: "data", shape: &Shape::List(&EMITTER), required: true },
        Field { wire: "page_info", js: "pageInfo", shape: &PAGE_INFO, required: true },
    ],
};

pub(crate) static GET_TRIGGERS_RESPONSE: Shape = Shape::Object(&GET_TRIGGERS_RESPONSE_OBJECT);

pub(crate) static GET_USERS_RESPONSE_OBJECT: Object = Object {
    name: "GetUsersResponse",
    fields: &[
        Field { wire: "data", js: "data", shape: &Shape::List(&EXTERNAL_USER), required: true },
        Field { wire: "page_info", js: "pageInfo", shape: &PAGE_INFO, required: true },
    ],
};

pub(crate) static GET_USERS_RESPONSE: Shape = Shape::Object(&GET_USERS_RESPONSE_OBJECT);

pub(crate) static GET_WEBHOOK_RESPONSE_OBJECT: Object =
    Object { name: "GetWebhookResponse", fields: &[Field { wire: "data", js: "data", shape: &WEBHOOK, required: false }] };

pub(crate) static GET_WEBHOOK_RESPONSE: Shape = Shape::Object(&GET_WEBHOOK_RESPONSE_OBJECT);

pub(crate) static GET_WEBHOOK_WITH_SIGNING_KEY_RESPONSE_OBJECT: Object = Object {
    name: "GetWebhookWithSigningKeyResponse",
    fields: &[Field { wire: "data", js: "data", shape: &WEBHOOK_WITH_SIGNING_KEY, required: true }],
};

pub(crate) static GET_WEBHOOK_WITH_SIGNING_KEY_RESPONSE: Shape = Shape::Object(&GET_WEBHOOK_WITH_SIGNING_KEY_RESPONSE_OBJECT);

pub(crate) static HTTP_INTERFACE_OBJECT: Object = Object {
    name: "HttpInterface",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "key", js: "key", shape: &Shape::Raw, required: true },
        Field { wire: "endpoint_url", js: "endpointUrl", shape: &Shape::Raw, required: true },
        Field { wire: "custom_response", js: "customResponse", shape: &Shape::Raw, required: true },
        Field { wire: "created_at", js: "createdAt", shape: &Shape::Raw, required: true },
        Field { wire: "updated_at", js: "updatedAt", shape: &Shape::Raw, required: true },
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static HTTP_REQUEST_AUTH_OBJECT: Object = Object {
    name: "HttpRequestAuth",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: false },
        Field { wire: "username", js: "username", shape: &Shape::Raw, required: false },
        Field { wire: "password", js: "password", shape: &Shape::Raw, required: false },
        Field { wire: "token", js: "token", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static HTTP_REQUEST_AUTH: Shape = Shape::Object(&HTTP_REQUEST_AUTH_OBJECT);

pub(crate) static HTTP_REQUEST_BODY_OBJECT: Object = Object {
    name: "HttpRequestBody",
    fields: &[
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: false },
        Field { wire: "contentType", js: "contentType", shape: &Shape::Raw, required: false },
        Field { wire: "fields", js: "fields", shape: &Shape::List(&HTTP_REQUEST_FIELD), required: false },
        Field { wire: "mode", js: "mode", shape: &Shape::Raw, required: false },
        Field { wire: "raw", js: "raw", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static HTTP_REQUEST_BODY: Shape = Shape::Object(&HTTP_REQUEST_BODY_OBJECT);

pub(crate) static HTTP_REQUEST_CONFIG_OBJECT: Object = Object {
    name: "HttpRequestConfig",
    fields: &[
        Field { wire: "auth", js: "auth", shape: &HTTP_REQUEST_AUTH, required: false },
        Field { wire: "body", js: "body", shape: &HTTP_REQUEST_BODY, required: false },
        Field { wire: "headers", js: "headers", shape: &Shape::List(&HTTP_REQUEST_FIELD), required: false },
        Field { wire: "params", js: "params", shape: &Shape::List(&HTTP_REQUEST_FIELD), required: false },
        Field { wire: "tab", js: "tab", shape: &Shape::Raw, required: false },
        Field { wire: "method", js: "method", shape: &Shape::Raw, required: false },
        Field { wire: "url", js: "url", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static HTTP_REQUEST_CONFIG: Shape = Shape::Object(&HTTP_REQUEST_CONFIG_OBJECT);

pub(crate) static HTTP_REQUEST_FIELD_OBJECT: Object = Object {
    name: "HttpRequestField",
    fields: &[
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static HTTP_REQUEST_FIELD: Shape = Shape::Object(&HTTP_REQUEST_FIELD_OBJECT);

pub(crate) static LIST_ACCOUNTS_RESPONSE_OBJECT: Object = Object {
    name: "ListAccountsResponse",
    fields: &[
        Field { wire: "data", js: "data", shape: &Shape::List(&ACCOUNT), required: true },
        Field { wire: "page_info", js: "pageInfo", shape: &PAGE_INFO, required: true },
    ],
};

pub(crate) static LIST_ACCOUNTS_RESPONSE: Shape = Shape::Object(&LIST_ACCOUNTS_RESPONSE_OBJECT);

pub(crate) static LIST_APP_CATEGORIES_RESPONSE: Shape = Shape::List(&APP_CATEGORY);

pub(crate) static LIST_APP_OVERRIDES_RESPONSE_OBJECT: Object = Object {
    name: "ListAppOverridesResponse",
    fields: &[
        Field { wire: "data", js: "data", shape: &Shape::List(&APP_OVERRIDE), required: true },
        Field { wire: "page_info", js: "pageInfo", shape: &PAGE_INFO, required: true },
    ],
};

pub(crate) static LIST_APP_OVERRIDES_RESPONSE: Shape = Shape::Object(&LIST_APP_OVERRIDES_RESPONSE_OBJECT);

pub(crate) static LIST_APPS_RESPONSE_OBJECT: Object = Object {
    name: "ListAppsResponse",
    fields: &[
        Field { wire: "data", js: "data", shape: &Shape::List(&APP), required: true },
        Field { wire: "page_info", js: "pageInfo", shape: &PAGE_INFO, required: true },
    ],
};

pub(crate) static LIST_APPS_RESPONSE: Shape = Shape::Object(&LIST_APPS_RESPONSE_OBJECT);

pub(crate) static LIST_OAUTH_APPS_RESPONSE_OBJECT: Object = Object {
    name: "ListOauthAppsResponse",
    fields: &[
        Field { wire: "data", js: "data", shape: &Shape::List(&OAUTH_APP), required: true },
        Field { wire: "page_info", js: "pageInfo", shape: &PAGE_INFO, required: true },
    ],
};

pub(crate) static LIST_OAUTH_APPS_RESPONSE: Shape = Shape::Object(&LIST_OAUTH_APPS_RESPONSE_OBJECT);

pub(crate) static LIST_PROJECTS_RESPONSE_OBJECT: Object = Object {
    name: "ListProjectsResponse",
    fields: &[
        Field { wire: "data", js: "data", shape: &Shape::List(&PROJECT), required: true },
        Field { wire: "page_info", js: "pageInfo", shape: &PAGE_INFO, required: true },
    ],
};

pub(crate) static LIST_PROJECTS_RESPONSE: Shape = Shape::Object(&LIST_PROJECTS_RESPONSE_OBJECT);

pub(crate) static OAUTH_APP_OBJECT: Object = Object {
    name: "OauthApp",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: false },
        Field { wire: "client_id", js: "clientId", shape: &Shape::Raw, required: true },
        Field { wire: "scopes", js: "scopes", shape: &Shape::Raw, required: false },
        Field { wire: "additional_scopes", js: "additionalScopes", shape: &Shape::Raw, required: false },
        Field { wire: "redirect_uri", js: "redirectUri", shape: &Shape::Raw, required: false },
        Field { wire: "owner_id", js: "ownerId", shape: &Shape::Raw, required: true },
        Field { wire: "created_at", js: "createdAt", shape: &Shape::Date, required: false },
        Field { wire: "updated_at", js: "updatedAt", shape: &Shape::Date, required: false },
        Field { wire: "name_slug", js: "nameSlug", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "auth_type", js: "authType", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "img_src", js: "imgSrc", shape: &Shape::Raw, required: true },
        Field { wire: "custom_fields_json", js: "customFieldsJson", shape: &Shape::Raw, required: false },
        Field { wire: "categories", js: "categories", shape: &Shape::Raw, required: true },
        Field { wire: "featured_weight", js: "featuredWeight", shape: &Shape::Raw, required: true },
        Field { wire: "scope_profiles", js: "scopeProfiles", shape: &Shape::List(&APP_SCOPE_PROFILES_ITEM), required: true },
        Field { wire: "oauth_app_id", js: "oauthAppId", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static OAUTH_APP: Shape = Shape::Object(&OAUTH_APP_OBJECT);

pub(crate) static OBSERVATION_OBJECT: Object = Object {
    name: "Observation",
    fields: &[
        Field { wire: "err", js: "err", shape: &OBSERVATION_ERROR, required: false },
        Field { wire: "k", js: "k", shape: &Shape::Raw, required: true },
        Field { wire: "msg", js: "msg", shape: &Shape::Raw, required: false },
        Field { wire: "ts", js: "ts", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static OBSERVATION: Shape = Shape::Object(&OBSERVATION_OBJECT);

pub(crate) static OBSERVATION_ERROR_OBJECT: Object = Object {
    name: "ObservationError",
    fields: &[
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: false },
        Field { wire: "message", js: "message", shape: &Shape::Raw, required: false },
        Field { wire: "stack", js: "stack", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static OBSERVATION_ERROR: Shape = Shape::Object(&OBSERVATION_ERROR_OBJECT);

pub(crate) static PAGE_INFO_OBJECT: Object = Object {
    name: "PageInfo",
    fields: &[
        Field { wire: "count", js: "count", shape: &Shape::Raw, required: false },
        Field { wire: "total_count", js: "totalCount", shape: &Shape::Raw, required: false },
        Field { wire: "start_cursor", js: "startCursor", shape: &Shape::Raw, required: false },
        Field { wire: "end_cursor", js: "endCursor", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static PAGE_INFO: Shape = Shape::Object(&PAGE_INFO_OBJECT);

pub(crate) static PROJECT_OBJECT: Object = Object {
    name: "Project",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: true },
        Field { wire: "app_name", js: "appName", shape: &Shape::Raw, required: false },
        Field { wire: "support_email", js: "supportEmail", shape: &Shape::Raw, required: false },
        Field { wire: "connect_require_key_auth_test", js: "connectRequireKeyAuthTest", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static PROJECT: Shape = Shape::Object(&PROJECT_OBJECT);

pub(crate) static PROJECT_INFO_RESPONSE_OBJECT: Object = Object {
    name: "ProjectInfoResponse",
    fields: &[Field { wire: "apps", js: "apps", shape: &Shape::List(&PROJECT_INFO_RESPONSE_APP), required: true }],
};

pub(crate) static PROJECT_INFO_RESPONSE: Shape = Shape::Object(&PROJECT_INFO_RESPONSE_OBJECT);

pub(crate) static PROJECT_INFO_RESPONSE_APP_OBJECT: Object = Object {
    name: "ProjectInfoResponseApp",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: false },
        Field { wire: "name_slug", js: "nameSlug", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static PROJECT_INFO_RESPONSE_APP: Shape = Shape::Object(&PROJECT_INFO_RESPONSE_APP_OBJECT);

pub(crate) static PROP_OPTION_OBJECT: Object = Object {
    name: "PropOption",
    fields: &[
        Field { wire: "label", js: "label", shape: &Shape::Raw, required: true },
        Field { wire: "value", js: "value", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static PROP_OPTION: Shape = Shape::Object(&PROP_OPTION_OBJECT);

pub(crate) static RATE_LIMIT_REQUEST_OBJECT: Object = Object {
    name: "RateLimitRequest",
    fields: &[
        Field { wire: "window_size_seconds", js: "windowSizeSeconds", shape: &Shape::Raw, required: true },
        Field { wire: "requests_per_window", js: "requestsPerWindow", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static RATE_LIMIT_REQUEST: Shape = Shape::Object(&RATE_LIMIT_REQUEST_OBJECT);

pub(crate) static RELOAD_PROPS_OPTS_OBJECT: Object = Object {
    name: "ReloadPropsOpts",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "version", js: "version", shape: &Shape::Raw, required: false },
        Field { wire: "external_user_id", js: "externalUserId", shape: &Shape::Raw, required: true },
        Field { wire: "blocking", js: "blocking", shape: &Shape::Raw, required: false },
        Field { wire: "configured_props", js: "configuredProps", shape: &Shape::Raw, required: false },
        Field { wire: "dynamic_props_id", js: "dynamicPropsId", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static RELOAD_PROPS_OPTS: Shape = Shape::Object(&RELOAD_PROPS_OPTS_OBJECT);

pub(crate) static RELOAD_PROPS_RESPONSE_OBJECT: Object = Object {
    name: "ReloadPropsResponse",
    fields: &[
        Field { wire: "observations", js: "observations", shape: &Shape::List(&OBSERVATION), required: false },
        Field { wire: "errors", js: "errors", shape: &Shape::Raw, required: false },
        Field { wire: "dynamicProps", js: "dynamicProps", shape: &DYNAMIC_PROPS, required: false },
    ],
};

pub(crate) static RELOAD_PROPS_RESPONSE: Shape = Shape::Object(&RELOAD_PROPS_RESPONSE_OBJECT);

pub(crate) static RUN_ACTION_OPTS_OBJECT: Object = Object {
    name: "RunActionOpts",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "version", js: "version", shape: &Shape::Raw, required: false },
        Field { wire: "external_user_id", js: "externalUserId", shape: &Shape::Raw, required: true },
        Field { wire: "configured_props", js: "configuredProps", shape: &Shape::Raw, required: false },
        Field { wire: "dynamic_props_id", js: "dynamicPropsId", shape: &Shape::Raw, required: false },
        Field { wire: "stash_id", js: "stashId", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static RUN_ACTION_OPTS: Shape = Shape::Object(&RUN_ACTION_OPTS_OBJECT);

pub(crate) static RUN_ACTION_RESPONSE_OBJECT: Object = Object {
    name: "RunActionResponse",
    fields: &[
        Field { wire: "exports", js: "exports", shape: &Shape::Raw, required: false },
        Field { wire: "os", js: "os", shape: &Shape::List(&OBSERVATION), required: false },
        Field { wire: "ret", js: "ret", shape: &Shape::Raw, required: false },
        Field { wire: "stash_id", js: "stashId", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static RUN_ACTION_RESPONSE: Shape = Shape::Object(&RUN_ACTION_RESPONSE_OBJECT);

pub(crate) static SET_WEBHOOK_OPTS_OBJECT: Object =
    Object { name: "SetWebhookOpts", fields: &[Field { wire: "url", js: "url", shape: &Shape::Raw, required: true }] };

pub(crate) static SET_WEBHOOK_OPTS: Shape = Shape::Object(&SET_WEBHOOK_OPTS_OBJECT);

pub(crate) static SET_WEBHOOK_RESPONSE_OBJECT: Object = Object {
    name: "SetWebhookResponse",
    fields: &[Field { wire: "data", js: "data", shape: &WEBHOOK_WITH_OPTIONAL_SIGNING_KEY, required: true }],
};

pub(crate) static SET_WEBHOOK_RESPONSE: Shape = Shape::Object(&SET_WEBHOOK_RESPONSE_OBJECT);

pub(crate) static TIMER_INTERFACE_OBJECT: Object = Object {
    name: "TimerInterface",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "interval_seconds", js: "intervalSeconds", shape: &Shape::Raw, required: false },
        Field { wire: "cron", js: "cron", shape: &Shape::Raw, required: false },
        Field { wire: "timezone", js: "timezone", shape: &Shape::Raw, required: true },
        Field { wire: "schedule_changed_at", js: "scheduleChangedAt", shape: &Shape::Raw, required: true },
        Field { wire: "created_at", js: "createdAt", shape: &Shape::Raw, required: true },
        Field { wire: "updated_at", js: "updatedAt", shape: &Shape::Raw, required: true },
        Field { wire: "type", js: "type", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static TOOL_ANNOTATIONS_OBJECT: Object = Object {
    name: "ToolAnnotations",
    fields: &[
        Field { wire: "destructiveHint", js: "destructiveHint", shape: &Shape::Raw, required: false },
        Field { wire: "idempotentHint", js: "idempotentHint", shape: &Shape::Raw, required: false },
        Field { wire: "openWorldHint", js: "openWorldHint", shape: &Shape::Raw, required: false },
        Field { wire: "readOnlyHint", js: "readOnlyHint", shape: &Shape::Raw, required: false },
        Field { wire: "title", js: "title", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static TOOL_ANNOTATIONS: Shape = Shape::Object(&TOOL_ANNOTATIONS_OBJECT);

pub(crate) static TRIGGER_WEBHOOK_OBJECT: Object = Object {
    name: "TriggerWebhook",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "url", js: "url", shape: &Shape::Raw, required: true },
        Field { wire: "signing_key", js: "signingKey", shape: &Shape::Raw, required: false },
        Field { wire: "signing_key_set", js: "signingKeySet", shape: &Shape::Raw, required: true },
        Field { wire: "active", js: "active", shape: &Shape::Raw, required: false },
        Field { wire: "delivery_backend", js: "deliveryBackend", shape: &Shape::Raw, required: false },
        Field { wire: "delivery_state", js: "deliveryState", shape: &WEBHOOK_DELIVERY_STATE, required: false },
    ],
};

pub(crate) static TRIGGER_WEBHOOK: Shape = Shape::Object(&TRIGGER_WEBHOOK_OBJECT);

pub(crate) static UPDATE_APP_OVERRIDE_OPTS_OBJECT: Object = Object {
    name: "UpdateAppOverrideOpts",
    fields: &[
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: false },
        Field { wire: "oauth_app_id", js: "oauthAppId", shape: &Shape::Raw, required: false },
        Field { wire: "cfmap", js: "cfmap", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static UPDATE_APP_OVERRIDE_OPTS: Shape = Shape::Object(&UPDATE_APP_OVERRIDE_OPTS_OBJECT);

pub(crate) static UPDATE_OAUTH_APP_OPTS_OBJECT: Object = Object {
    name: "UpdateOauthAppOpts",
    fields: &[
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: false },
        Field { wire: "description", js: "description", shape: &Shape::Raw, required: false },
        Field { wire: "client_id", js: "clientId", shape: &Shape::Raw, required: false },
        Field { wire: "client_secret", js: "clientSecret", shape: &Shape::Raw, required: false },
        Field { wire: "scopes", js: "scopes", shape: &Shape::Raw, required: false },
        Field { wire: "additional_scopes", js: "additionalScopes", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static UPDATE_OAUTH_APP_OPTS: Shape = Shape::Object(&UPDATE_OAUTH_APP_OPTS_OBJECT);

pub(crate) static UPDATE_PROJECT_LOGO_OPTS_OBJECT: Object =
    Object { name: "UpdateProjectLogoOpts", fields: &[Field { wire: "logo", js: "logo", shape: &Shape::Raw, required: true }] };

pub(crate) static UPDATE_PROJECT_LOGO_OPTS: Shape = Shape::Object(&UPDATE_PROJECT_LOGO_OPTS_OBJECT);

pub(crate) static UPDATE_PROJECT_OPTS_OBJECT: Object = Object {
    name: "UpdateProjectOpts",
    fields: &[
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: false },
        Field { wire: "app_name", js: "appName", shape: &Shape::Raw, required: false },
        Field { wire: "support_email", js: "supportEmail", shape: &Shape::Raw, required: false },
        Field { wire: "connect_require_key_auth_test", js: "connectRequireKeyAuthTest", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static UPDATE_PROJECT_OPTS: Shape = Shape::Object(&UPDATE_PROJECT_OPTS_OBJECT);

pub(crate) static UPDATE_TRIGGER_OPTS_OBJECT: Object = Object {
    name: "UpdateTriggerOpts",
    fields: &[
        Field { wire: "active", js: "active", shape: &Shape::Raw, required: false },
        Field { wire: "configured_props", js: "configuredProps", shape: &Shape::Raw, required: false },
        Field { wire: "name", js: "name", shape: &Shape::Raw, required: false },
        Field { wire: "emit_on_deploy", js: "emitOnDeploy", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static UPDATE_TRIGGER_OPTS: Shape = Shape::Object(&UPDATE_TRIGGER_OPTS_OBJECT);

pub(crate) static UPDATE_TRIGGER_WEBHOOKS_OPTS_OBJECT: Object = Object {
    name: "UpdateTriggerWebhooksOpts",
    fields: &[Field { wire: "webhook_urls", js: "webhookUrls", shape: &Shape::Raw, required: true }],
};

pub(crate) static UPDATE_TRIGGER_WEBHOOKS_OPTS: Shape = Shape::Object(&UPDATE_TRIGGER_WEBHOOKS_OPTS_OBJECT);

pub(crate) static UPDATE_TRIGGER_WORKFLOWS_OPTS_OBJECT: Object = Object {
    name: "UpdateTriggerWorkflowsOpts",
    fields: &[Field { wire: "workflow_ids", js: "workflowIds", shape: &Shape::Raw, required: true }],
};

pub(crate) static UPDATE_TRIGGER_WORKFLOWS_OPTS: Shape = Shape::Object(&UPDATE_TRIGGER_WORKFLOWS_OPTS_OBJECT);

pub(crate) static VALIDATE_TOKEN_RESPONSE_OBJECT: Object = Object {
    name: "ValidateTokenResponse",
    fields: &[
        Field { wire: "app", js: "app", shape: &APP, required: false },
        Field { wire: "app_override_id", js: "appOverrideId", shape: &Shape::Raw, required: false },
        Field { wire: "app_override_field_names", js: "appOverrideFieldNames", shape: &Shape::Raw, required: false },
        Field { wire: "error", js: "error", shape: &Shape::Raw, required: false },
        Field { wire: "error_redirect_uri", js: "errorRedirectUri", shape: &Shape::Raw, required: false },
        Field { wire: "oauth_app_id", js: "oauthAppId", shape: &Shape::Raw, required: false },
        Field { wire: "oauth_app_workday_official", js: "oauthAppWorkdayOfficial", shape: &Shape::Raw, required: false },
        Field { wire: "oauth_app_connect_base_url", js: "oauthAppConnectBaseUrl", shape: &Shape::Raw, required: false },
        Field { wire: "project_app_name", js: "projectAppName", shape: &Shape::Raw, required: false },
        Field { wire: "project_environment", js: "projectEnvironment", shape: &Shape::Raw, required: false },
        Field { wire: "project_id", js: "projectId", shape: &Shape::Raw, required: false },
        Field { wire: "project_support_email", js: "projectSupportEmail", shape: &Shape::Raw, required: false },
        Field { wire: "success", js: "success", shape: &Shape::Raw, required: true },
        Field { wire: "success_redirect_uri", js: "successRedirectUri", shape: &Shape::Raw, required: false },
    ],
};

pub(crate) static VALIDATE_TOKEN_RESPONSE: Shape = Shape::Object(&VALIDATE_TOKEN_RESPONSE_OBJECT);

pub(crate) static WEBHOOK_OBJECT: Object = Object {
    name: "Webhook",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "url", js: "url", shape: &Shape::Raw, required: true },
        Field { wire: "signing_key_set", js: "signingKeySet", shape: &Shape::Raw, required: true },
        Field { wire: "created_at", js: "createdAt", shape: &Shape::Raw, required: true },
        Field { wire: "updated_at", js: "updatedAt", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static WEBHOOK: Shape = Shape::Object(&WEBHOOK_OBJECT);

pub(crate) static WEBHOOK_DELIVERY_STATE_OBJECT: Object = Object {
    name: "WebhookDeliveryState",
    fields: &[
        Field { wire: "state", js: "state", shape: &Shape::Raw, required: true },
        Field { wire: "since", js: "since", shape: &Shape::Raw, required: false },
        Field { wire: "last_error", js: "lastError", shape: &Shape::Raw, required: false },
        Field { wire: "consecutive_failures", js: "consecutiveFailures", shape: &Shape::Raw, required: true },
        Field { wire: "sheds", js: "sheds", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static WEBHOOK_DELIVERY_STATE: Shape = Shape::Object(&WEBHOOK_DELIVERY_STATE_OBJECT);

pub(crate) static WEBHOOK_WITH_OPTIONAL_SIGNING_KEY_OBJECT: Object = Object {
    name: "WebhookWithOptionalSigningKey",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "url", js: "url", shape: &Shape::Raw, required: true },
        Field { wire: "signing_key", js: "signingKey", shape: &Shape::Raw, required: false },
        Field { wire: "signing_key_set", js: "signingKeySet", shape: &Shape::Raw, required: true },
        Field { wire: "created_at", js: "createdAt", shape: &Shape::Raw, required: true },
        Field { wire: "updated_at", js: "updatedAt", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static WEBHOOK_WITH_OPTIONAL_SIGNING_KEY: Shape = Shape::Object(&WEBHOOK_WITH_OPTIONAL_SIGNING_KEY_OBJECT);

pub(crate) static WEBHOOK_WITH_SIGNING_KEY_OBJECT: Object = Object {
    name: "WebhookWithSigningKey",
    fields: &[
        Field { wire: "id", js: "id", shape: &Shape::Raw, required: true },
        Field { wire: "url", js: "url", shape: &Shape::Raw, required: true },
        Field { wire: "signing_key", js: "signingKey", shape: &Shape::Raw, required: true },
        Field { wire: "signing_key_set", js: "signingKeySet", shape: &Shape::Raw, required: true },
        Field { wire: "active", js: "active", shape: &Shape::Raw, required: false },
        Field { wire: "delivery_backend", js: "deliveryBackend", shape: &Shape::Raw, required: false },
        Field { wire: "delivery_state", js: "deliveryState", shape: &WEBHOOK_DELIVERY_STATE, required: false },
        Field { wire: "created_at", js: "createdAt", shape: &Shape::Raw, required: true },
        Field { wire: "updated_at", js: "updatedAt", shape: &Shape::Raw, required: true },
    ],
};

pub(crate) static WEBHOOK_WITH_SIGNING_KEY: Shape = Shape::Object(&WEBHOOK_WITH_SIGNING_KEY_OBJECT);
