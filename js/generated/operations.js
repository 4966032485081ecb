// Written by: npm run generate (from openapi.yaml). Do not edit.
'use strict'

/** Every operation with an example, for the emulator and the tests. */
exports.operations = [
 {
  "index": 0,
  "name": "accounts.list",
  "resource": "accounts",
  "method": "GET",
  "path": "/v1/connect/{project_id}/accounts",
  "kind": "page",
  "bearer": true,
  "scope": "connect:accounts:read",
  "ids": [],
  "query": [
   "external_user_id",
   "oauth_app_id",
   "after",
   "before",
   "limit",
   "app",
   "include_credentials"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "external_user_id": "user-1",
    "oauth_app_id": "oa_1",
    "after": "example after",
    "before": "example before",
    "limit": 2,
    "app": "slack",
    "include_credentials": true
   },
   "response": {
    "data": [
     {
      "id": "apn_1"
     }
    ],
    "page_info": {
     "count": 1,
     "total_count": 1,
     "start_cursor": "example start cursor",
     "end_cursor": "example end cursor"
    }
   }
  }
 },
 {
  "index": 1,
  "name": "accounts.create",
  "resource": "accounts",
  "method": "POST",
  "path": "/v1/connect/{project_id}/accounts",
  "kind": "json",
  "bearer": true,
  "scope": "connect:accounts:write",
  "ids": [],
  "query": [
   "external_user_id",
   "oauth_app_id"
  ],
  "required": {
   "query": [],
   "body": [
    "app_slug",
    "cfmap_json",
    "connect_token"
   ]
  },
  "bodyFields": [
   "app_slug",
   "cfmap_json",
   "connect_token",
   "name",
   "account_id",
   "app_override_id"
  ],
  "status": 200,
  "example": {
   "request": {
    "app_slug": "slack",
    "cfmap_json": "{\"api_key\":\"k\"}",
    "connect_token": "ctok_0123456789abcdef0123456789abcdef",
    "name": "Slack",
    "account_id": "apn_1",
    "app_override_id": "ao_1",
    "external_user_id": "user-1",
    "oauth_app_id": "oa_1"
   },
   "response": {
    "id": "apn_1",
    "name": "Slack",
    "external_id": "user-1",
    "healthy": true,
    "dead": true,
    "app": {
     "id": "apn_1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "keys",
     "description": "An example.",
     "img_src": "https://example.com/slack.svg",
     "custom_fields_json": "example custom fields json",
     "categories": [
      "example categories"
     ],
     "featured_weight": 1,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "example scopes"
       ]
      }
     ]
    },
    "created_at": "2026-01-02T03:04:05.000Z",
    "updated_at": "2026-01-02T03:04:05.000Z",
    "authorized_scopes": [
     "example authorized scopes"
    ],
    "credentials": {
     "oauth_client_id": "example oauth client id",
     "oauth_access_token": "example oauth access token",
     "oauth_refresh_token": "example oauth refresh token",
     "oauth_uid": "example oauth uid",
     "oauth_signer_uri": "example oauth signer uri"
    },
    "expires_at": "2026-01-02T03:04:05.000Z",
    "error": "example error",
    "last_refreshed_at": "2026-01-02T03:04:05.000Z",
    "next_refresh_at": "2026-01-02T03:04:05.000Z"
   }
  }
 },
 {
  "index": 2,
  "name": "accounts.retrieve",
  "resource": "accounts",
  "method": "GET",
  "path": "/v1/connect/{project_id}/accounts/{account_id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:accounts:read",
  "ids": [
   "account_id"
  ],
  "query": [
   "include_credentials"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "include_credentials": true
   },
   "response": {
    "id": "apn_1",
    "name": "Slack",
    "external_id": "user-1",
    "healthy": true,
    "dead": true,
    "app": {
     "id": "apn_1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "keys",
     "description": "An example.",
     "img_src": "https://example.com/slack.svg",
     "custom_fields_json": "example custom fields json",
     "categories": [
      "example categories"
     ],
     "featured_weight": 1,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "example scopes"
       ]
      }
     ]
    },
    "created_at": "2026-01-02T03:04:05.000Z",
    "updated_at": "2026-01-02T03:04:05.000Z",
    "authorized_scopes": [
     "example authorized scopes"
    ],
    "credentials": {
     "oauth_client_id": "example oauth client id",
     "oauth_access_token": "example oauth access token",
     "oauth_refresh_token": "example oauth refresh token",
     "oauth_uid": "example oauth uid",
     "oauth_signer_uri": "example oauth signer uri"
    },
    "expires_at": "2026-01-02T03:04:05.000Z",
    "error": "example error",
    "last_refreshed_at": "2026-01-02T03:04:05.000Z",
    "next_refresh_at": "2026-01-02T03:04:05.000Z"
   }
  }
 },
 {
  "index": 3,
  "name": "accounts.delete",
  "resource": "accounts",
  "method": "DELETE",
  "path": "/v1/connect/{project_id}/accounts/{account_id}",
  "kind": "void",
  "bearer": true,
  "scope": "connect:accounts:write",
  "ids": [
   "account_id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 204,
  "example": {}
 },
 {
  "index": 4,
  "name": "accounts.deleteByApp",
  "resource": "accounts",
  "method": "DELETE",
  "path": "/v1/connect/{project_id}/apps/{app_id}/accounts",
  "kind": "void",
  "bearer": true,
  "scope": "connect:accounts:write",
  "ids": [
   "app_id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 204,
  "example": {}
 },
 {
  "index": 5,
  "name": "accounts.listByExternalUser",
  "resource": "accounts",
  "method": "GET",
  "path": "/v1/connect/{project_id}/users/{external_user_id}/accounts",
  "kind": "json",
  "bearer": true,
  "scope": "connect:accounts:read",
  "ids": [
   "external_user_id"
  ],
  "query": [
   "include_credentials",
   "app"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "include_credentials": true,
    "app": "slack"
   },
   "response": [
    {
     "id": "apn_1",
     "name": "Slack",
     "external_id": "user-1",
     "healthy": true,
     "dead": true,
     "app": {
      "name_slug": "slack",
      "name": "Slack",
      "img_src": "https://example.com/slack.svg",
      "categories": [
       "example categories"
      ],
      "featured_weight": 1,
      "scope_profiles": [
       {
        "name": "read_only",
        "scopes": []
       }
      ]
     },
     "created_at": "2026-01-02T03:04:05.000Z",
     "updated_at": "2026-01-02T03:04:05.000Z",
     "authorized_scopes": [
      "example authorized scopes"
     ],
     "credentials": {},
     "expires_at": "2026-01-02T03:04:05.000Z",
     "error": "example error",
     "last_refreshed_at": "2026-01-02T03:04:05.000Z",
     "next_refresh_at": "2026-01-02T03:04:05.000Z"
    }
   ]
  }
 },
 {
  "index": 6,
  "name": "actions.list",
  "resource": "actions",
  "method": "GET",
  "path": "/v1/connect/{project_id}/actions",
  "kind": "page",
  "bearer": true,
  "scope": "connect:actions:*",
  "ids": [],
  "query": [
   "after",
   "before",
   "limit",
   "q",
   "app",
   "registry"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "after": "example after",
    "before": "example before",
    "limit": 2,
    "q": "slack",
    "app": "slack",
    "registry": "public"
   },
   "response": {
    "data": [
     {
      "key": "slack-send-message",
      "name": "Slack",
      "version": "1.0.0",
      "configurable_props": [
       {
        "type": "alert",
        "content": "example content",
        "name": "Slack"
       }
      ]
     }
    ],
    "page_info": {
     "count": 1,
     "total_count": 1,
     "start_cursor": "example start cursor",
     "end_cursor": "example end cursor"
    }
   }
  }
 },
 {
  "index": 7,
  "name": "actions.retrieve",
  "resource": "actions",
  "method": "GET",
  "path": "/v1/connect/{project_id}/actions/{component_id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:actions:*",
  "ids": [
   "component_id"
  ],
  "query": [
   "version"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "version": "1.0.0"
   },
   "response": {
    "data": {
     "key": "slack-send-message",
     "name": "Slack",
     "version": "1.0.0",
     "configurable_props": [
      {
       "type": "alert",
       "content": "example content",
       "name": "Slack"
      }
     ],
     "description": "An example.",
     "component_type": "example component type",
     "stash": "optional",
     "annotations": {}
    }
   }
  }
 },
 {
  "index": 8,
  "name": "actions.configureProp",
  "resource": "actions",
  "method": "POST",
  "path": "/v1/connect/{project_id}/actions/configure",
  "kind": "json",
  "bearer": true,
  "scope": "connect:actions:*",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "id",
    "external_user_id",
    "prop_name"
   ]
  },
  "bodyFields": [
   "id",
   "version",
   "external_user_id",
   "prop_name",
   "blocking",
   "configured_props",
   "dynamic_props_id",
   "page",
   "prev_context",
   "query"
  ],
  "status": 200,
  "example": {
   "request": {
    "id": "apn_1",
    "version": "1.0.0",
    "external_user_id": "user-1",
    "prop_name": "channel",
    "blocking": true,
    "configured_props": {},
    "dynamic_props_id": "example dynamic props id",
    "page": 1,
    "prev_context": {},
    "query": "example query"
   },
   "response": {
    "options": [
     {
      "label": "A label"
     }
    ],
    "stringOptions": [
     "example stringOptions"
    ],
    "observations": [
     {
      "k": "example k",
      "ts": 1
     }
    ],
    "context": {},
    "errors": [
     "example errors"
    ]
   }
  }
 },
 {
  "index": 9,
  "name": "actions.reloadProps",
  "resource": "actions",
  "method": "POST",
  "path": "/v1/connect/{project_id}/actions/props",
  "kind": "json",
  "bearer": true,
  "scope": "connect:actions:*",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "id",
    "external_user_id"
   ]
  },
  "bodyFields": [
   "id",
   "version",
   "external_user_id",
   "blocking",
   "configured_props",
   "dynamic_props_id"
  ],
  "status": 200,
  "example": {
   "request": {
    "id": "apn_1",
    "version": "1.0.0",
    "external_user_id": "user-1",
    "blocking": true,
    "configured_props": {},
    "dynamic_props_id": "example dynamic props id"
   },
   "response": {
    "observations": [
     {
      "k": "example k",
      "ts": 1
     }
    ],
    "errors": [
     "example errors"
    ],
    "dynamicProps": {
     "id": "apn_1",
     "configurableProps": [
      {
       "type": "alert",
       "content": "example content",
       "name": "Slack"
      }
     ]
    }
   }
  }
 },
 {
  "index": 10,
  "name": "actions.run",
  "resource": "actions",
  "method": "POST",
  "path": "/v1/connect/{project_id}/actions/run",
  "kind": "json",
  "bearer": true,
  "scope": "connect:actions:*",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "id",
    "external_user_id"
   ]
  },
  "bodyFields": [
   "id",
   "version",
   "external_user_id",
   "configured_props",
   "dynamic_props_id",
   "stash_id"
  ],
  "status": 200,
  "example": {
   "request": {
    "id": "apn_1",
    "version": "1.0.0",
    "external_user_id": "user-1",
    "configured_props": {},
    "dynamic_props_id": "example dynamic props id",
    "stash_id": "example stash id"
   },
   "response": {
    "exports": {},
    "os": [
     {
      "k": "example k",
      "ts": 1
     }
    ],
    "ret": "anything",
    "stash_id": "example stash id"
   }
  }
 },
 {
  "index": 11,
  "name": "appCategories.list",
  "resource": "appCategories",
  "method": "GET",
  "path": "/v1/connect/app_categories",
  "kind": "json",
  "bearer": true,
  "scope": "connect:*",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "response": [
    {
     "id": "apn_1",
     "name": "Slack",
     "description": "An example."
    }
   ]
  }
 },
 {
  "index": 12,
  "name": "appCategories.retrieve",
  "resource": "appCategories",
  "method": "GET",
  "path": "/v1/connect/app_categories/{id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:*",
  "ids": [
   "id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "response": {
    "id": "apn_1",
    "name": "Slack",
    "description": "An example."
   }
  }
 },
 {
  "index": 13,
  "name": "appOverrides.list",
  "resource": "appOverrides",
  "method": "GET",
  "path": "/v1/connect/{project_id}/app_overrides",
  "kind": "page",
  "bearer": true,
  "scope": "connect:projects:read",
  "ids": [],
  "query": [
   "after",
   "before",
   "limit",
   "app"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "after": "example after",
    "before": "example before",
    "limit": 2,
    "app": "slack"
   },
   "response": {
    "data": [
     {
      "id": "apn_1",
      "name": "Slack",
      "app": {
       "name_slug": "slack",
       "name": "Slack",
       "img_src": "https://example.com/slack.svg",
       "categories": [
        "example categories"
       ],
       "featured_weight": 1,
       "scope_profiles": [
        {
         "name": "read_only",
         "scopes": []
        }
       ]
      },
      "cfmap": {},
      "owner_id": "user-1"
     }
    ],
    "page_info": {
     "count": 1,
     "total_count": 1,
     "start_cursor": "example start cursor",
     "end_cursor": "example end cursor"
    }
   }
  }
 },
 {
  "index": 14,
  "name": "appOverrides.create",
  "resource": "appOverrides",
  "method": "POST",
  "path": "/v1/connect/{project_id}/app_overrides",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "app",
    "name"
   ]
  },
  "bodyFields": [
   "app",
   "name",
   "oauth_app_id",
   "cfmap"
  ],
  "status": 200,
  "example": {
   "request": {
    "app": "slack",
    "name": "Slack",
    "oauth_app_id": "oa_1",
    "cfmap": {}
   },
   "response": {
    "id": "apn_1",
    "name": "Slack",
    "app": {
     "id": "apn_1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "keys",
     "description": "An example.",
     "img_src": "https://example.com/slack.svg",
     "custom_fields_json": "example custom fields json",
     "categories": [
      "example categories"
     ],
     "featured_weight": 1,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "example scopes"
       ]
      }
     ]
    },
    "oauth_app_id": "oa_1",
    "cfmap": {},
    "owner_id": "user-1",
    "created_at": "2026-01-02T03:04:05.000Z",
    "updated_at": "2026-01-02T03:04:05.000Z"
   }
  }
 },
 {
  "index": 15,
  "name": "appOverrides.retrieve",
  "resource": "appOverrides",
  "method": "GET",
  "path": "/v1/connect/{project_id}/app_overrides/{id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:read",
  "ids": [
   "id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "response": {
    "id": "apn_1",
    "name": "Slack",
    "app": {
     "id": "apn_1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "keys",
     "description": "An example.",
     "img_src": "https://example.com/slack.svg",
     "custom_fields_json": "example custom fields json",
     "categories": [
      "example categories"
     ],
     "featured_weight": 1,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "example scopes"
       ]
      }
     ]
    },
    "oauth_app_id": "oa_1",
    "cfmap": {},
    "owner_id": "user-1",
    "created_at": "2026-01-02T03:04:05.000Z",
    "updated_at": "2026-01-02T03:04:05.000Z"
   }
  }
 },
 {
  "index": 16,
  "name": "appOverrides.update",
  "resource": "appOverrides",
  "method": "PUT",
  "path": "/v1/connect/{project_id}/app_overrides/{id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [
   "id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": [
   "name",
   "oauth_app_id",
   "cfmap"
  ],
  "status": 200,
  "example": {
   "request": {
    "name": "Slack",
    "oauth_app_id": "oa_1",
    "cfmap": {}
   },
   "response": {
    "id": "apn_1",
    "name": "Slack",
    "app": {
     "id": "apn_1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "keys",
     "description": "An example.",
     "img_src": "https://example.com/slack.svg",
     "custom_fields_json": "example custom fields json",
     "categories": [
      "example categories"
     ],
     "featured_weight": 1,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "example scopes"
       ]
      }
     ]
    },
    "oauth_app_id": "oa_1",
    "cfmap": {},
    "owner_id": "user-1",
    "created_at": "2026-01-02T03:04:05.000Z",
    "updated_at": "2026-01-02T03:04:05.000Z"
   }
  }
 },
 {
  "index": 17,
  "name": "appOverrides.delete",
  "resource": "appOverrides",
  "method": "DELETE",
  "path": "/v1/connect/{project_id}/app_overrides/{id}",
  "kind": "void",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [
   "id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 204,
  "example": {}
 },
 {
  "index": 18,
  "name": "apps.list",
  "resource": "apps",
  "method": "GET",
  "path": "/v1/connect/apps",
  "kind": "page",
  "bearer": true,
  "scope": "connect:*",
  "ids": [],
  "query": [
   "after",
   "before",
   "limit",
   "q",
   "sort_key",
   "sort_direction",
   "category_ids",
   "has_components",
   "has_actions",
   "has_triggers"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "after": "example after",
    "before": "example before",
    "limit": 2,
    "q": "slack",
    "sort_key": "name",
    "sort_direction": "asc",
    "category_ids": "example category ids",
    "has_components": true,
    "has_actions": true,
    "has_triggers": true
   },
   "response": {
    "data": [
     {
      "name_slug": "slack",
      "name": "Slack",
      "img_src": "https://example.com/slack.svg",
      "categories": [
       "example categories"
      ],
      "featured_weight": 1,
      "scope_profiles": [
       {
        "name": "read_only",
        "scopes": []
       }
      ]
     }
    ],
    "page_info": {
     "count": 1,
     "total_count": 1,
     "start_cursor": "example start cursor",
     "end_cursor": "example end cursor"
    }
   }
  }
 },
 {
  "index": 19,
  "name": "apps.retrieve",
  "resource": "apps",
  "method": "GET",
  "path": "/v1/connect/apps/{app_id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:*",
  "ids": [
   "app_id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "response": {
    "data": {
     "id": "apn_1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "keys",
     "description": "An example.",
     "img_src": "https://example.com/slack.svg",
     "custom_fields_json": "example custom fields json",
     "categories": [
      "example categories"
     ],
     "featured_weight": 1,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "example scopes"
       ]
      }
     ]
    }
   }
  }
 },
 {
  "index": 20,
  "name": "components.list",
  "resource": "components",
  "method": "GET",
  "path": "/v1/connect/{project_id}/components",
  "kind": "page",
  "bearer": true,
  "scope": "connect:actions:*",
  "ids": [],
  "query": [
   "after",
   "before",
   "limit",
   "q",
   "app",
   "registry",
   "component_type"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "after": "example after",
    "before": "example before",
    "limit": 2,
    "q": "slack",
    "app": "slack",
    "registry": "public",
    "component_type": "trigger"
   },
   "response": {
    "data": [
     {
      "key": "slack-send-message",
      "name": "Slack",
      "version": "1.0.0",
      "configurable_props": [
       {
        "type": "alert",
        "content": "example content",
        "name": "Slack"
       }
      ]
     }
    ],
    "page_info": {
     "count": 1,
     "total_count": 1,
     "start_cursor": "example start cursor",
     "end_cursor": "example end cursor"
    }
   }
  }
 },
 {
  "index": 21,
  "name": "components.retrieve",
  "resource": "components",
  "method": "GET",
  "path": "/v1/connect/{project_id}/components/{component_id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:actions:*",
  "ids": [
   "component_id"
  ],
  "query": [
   "version"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "version": "1.0.0"
   },
   "response": {
    "data": {
     "key": "slack-send-message",
     "name": "Slack",
     "version": "1.0.0",
     "configurable_props": [
      {
       "type": "alert",
       "content": "example content",
       "name": "Slack"
      }
     ],
     "description": "An example.",
     "component_type": "example component type",
     "stash": "optional",
     "annotations": {}
    }
   }
  }
 },
 {
  "index": 22,
  "name": "components.configureProp",
  "resource": "components",
  "method": "POST",
  "path": "/v1/connect/{project_id}/components/configure",
  "kind": "json",
  "bearer": true,
  "scope": "connect:actions:*",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "id",
    "external_user_id",
    "prop_name"
   ]
  },
  "bodyFields": [
   "id",
   "version",
   "external_user_id",
   "prop_name",
   "blocking",
   "configured_props",
   "dynamic_props_id",
   "page",
   "prev_context",
   "query"
  ],
  "status": 200,
  "example": {
   "request": {
    "id": "apn_1",
    "version": "1.0.0",
    "external_user_id": "user-1",
    "prop_name": "channel",
    "blocking": true,
    "configured_props": {},
    "dynamic_props_id": "example dynamic props id",
    "page": 1,
    "prev_context": {},
    "query": "example query"
   },
   "response": {
    "options": [
     {
      "label": "A label"
     }
    ],
    "stringOptions": [
     "example stringOptions"
    ],
    "observations": [
     {
      "k": "example k",
      "ts": 1
     }
    ],
    "context": {},
    "errors": [
     "example errors"
    ]
   }
  }
 },
 {
  "index": 23,
  "name": "components.reloadProps",
  "resource": "components",
  "method": "POST",
  "path": "/v1/connect/{project_id}/components/props",
  "kind": "json",
  "bearer": true,
  "scope": "connect:actions:*",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "id",
    "external_user_id"
   ]
  },
  "bodyFields": [
   "id",
   "version",
   "external_user_id",
   "blocking",
   "configured_props",
   "dynamic_props_id"
  ],
  "status": 200,
  "example": {
   "request": {
    "id": "apn_1",
    "version": "1.0.0",
    "external_user_id": "user-1",
    "blocking": true,
    "configured_props": {},
    "dynamic_props_id": "example dynamic props id"
   },
   "response": {
    "observations": [
     {
      "k": "example k",
      "ts": 1
     }
    ],
    "errors": [
     "example errors"
    ],
    "dynamicProps": {
     "id": "apn_1",
     "configurableProps": [
      {
       "type": "alert",
       "content": "example content",
       "name": "Slack"
      }
     ]
    }
   }
  }
 },
 {
  "index": 24,
  "name": "deployedTriggers.list",
  "resource": "deployedTriggers",
  "method": "GET",
  "path": "/v1/connect/{project_id}/deployed-triggers",
  "kind": "page",
  "bearer": true,
  "scope": "connect:deployed_triggers:read",
  "ids": [],
  "query": [
   "after",
   "before",
   "limit",
   "external_user_id",
   "emitter_type"
  ],
  "required": {
   "query": [
    "external_user_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "after": "example after",
    "before": "example before",
    "limit": 2,
    "external_user_id": "user-1",
    "emitter_type": "email"
   },
   "response": {
    "data": [
     {
      "id": "apn_1",
      "owner_id": "user-1",
      "component_id": "slack-send-message",
      "configurable_props": [
       {
        "type": "alert",
        "content": "example content",
        "name": "Slack"
       }
      ],
      "configured_props": {},
      "active": true,
      "created_at": 1,
      "updated_at": 1,
      "name": "Slack",
      "name_slug": "slack",
      "type": "DeployedComponent"
     }
    ],
    "page_info": {
     "count": 1,
     "total_count": 1,
     "start_cursor": "example start cursor",
     "end_cursor": "example end cursor"
    }
   }
  }
 },
 {
  "index": 25,
  "name": "deployedTriggers.retrieve",
  "resource": "deployedTriggers",
  "method": "GET",
  "path": "/v1/connect/{project_id}/deployed-triggers/{trigger_id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:deployed_triggers:read",
  "ids": [
   "trigger_id"
  ],
  "query": [
   "external_user_id"
  ],
  "required": {
   "query": [
    "external_user_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "external_user_id": "user-1"
   },
   "response": {
    "data": {
     "id": "apn_1",
     "owner_id": "user-1",
     "component_id": "slack-send-message",
     "component_key": "example component key",
     "configurable_props": [
      {
       "type": "alert",
       "content": "example content",
       "name": "Slack"
      }
     ],
     "configured_props": {},
     "active": true,
     "created_at": 1,
     "updated_at": 1,
     "name": "Slack",
     "name_slug": "slack",
     "callback_observations": "anything",
     "emit_on_deploy": true,
     "type": "DeployedComponent",
     "webhook_signing_key": "example webhook signing key"
    }
   }
  }
 },
 {
  "index": 26,
  "name": "deployedTriggers.update",
  "resource": "deployedTriggers",
  "method": "PUT",
  "path": "/v1/connect/{project_id}/deployed-triggers/{trigger_id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:deployed_triggers:write",
  "ids": [
   "trigger_id"
  ],
  "query": [
   "external_user_id"
  ],
  "required": {
   "query": [
    "external_user_id"
   ],
   "body": []
  },
  "bodyFields": [
   "active",
   "configured_props",
   "name",
   "emit_on_deploy"
  ],
  "status": 200,
  "example": {
   "request": {
    "active": true,
    "configured_props": {},
    "name": "Slack",
    "emit_on_deploy": true,
    "external_user_id": "user-1"
   },
   "response": {
    "data": {
     "id": "apn_1",
     "owner_id": "user-1",
     "component_id": "slack-send-message",
     "component_key": "example component key",
     "configurable_props": [
      {
       "type": "alert",
       "content": "example content",
       "name": "Slack"
      }
     ],
     "configured_props": {},
     "active": true,
     "created_at": 1,
     "updated_at": 1,
     "name": "Slack",
     "name_slug": "slack",
     "callback_observations": "anything",
     "emit_on_deploy": true,
     "type": "DeployedComponent",
     "webhook_signing_key": "example webhook signing key"
    }
   }
  }
 },
 {
  "index": 27,
  "name": "deployedTriggers.delete",
  "resource": "deployedTriggers",
  "method": "DELETE",
  "path": "/v1/connect/{project_id}/deployed-triggers/{trigger_id}",
  "kind": "void",
  "bearer": true,
  "scope": "connect:deployed_triggers:write",
  "ids": [
   "trigger_id"
  ],
  "query": [
   "external_user_id",
   "ignore_hook_errors"
  ],
  "required": {
   "query": [
    "external_user_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 204,
  "example": {
   "request": {
    "external_user_id": "user-1",
    "ignore_hook_errors": true
   }
  }
 },
 {
  "index": 28,
  "name": "deployedTriggers.listEvents",
  "resource": "deployedTriggers",
  "method": "GET",
  "path": "/v1/connect/{project_id}/deployed-triggers/{trigger_id}/events",
  "kind": "json",
  "bearer": true,
  "scope": "connect:deployed_triggers:read",
  "ids": [
   "trigger_id"
  ],
  "query": [
   "external_user_id",
   "n"
  ],
  "required": {
   "query": [
    "external_user_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "external_user_id": "user-1",
    "n": 1
   },
   "response": {
    "data": [
     {
      "e": {},
      "k": "example k",
      "ts": 1,
      "id": "apn_1"
     }
    ]
   }
  }
 },
 {
  "index": 29,
  "name": "deployedTriggers.listWorkflows",
  "resource": "deployedTriggers",
  "method": "GET",
  "path": "/v1/connect/{project_id}/deployed-triggers/{trigger_id}/pipelines",
  "kind": "json",
  "bearer": true,
  "scope": "connect:deployed_triggers:read",
  "ids": [
   "trigger_id"
  ],
  "query": [
   "external_user_id"
  ],
  "required": {
   "query": [
    "external_user_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "external_user_id": "user-1"
   },
   "response": {
    "workflow_ids": [
     "p_1"
    ]
   }
  }
 },
 {
  "index": 30,
  "name": "deployedTriggers.updateWorkflows",
  "resource": "deployedTriggers",
  "method": "PUT",
  "path": "/v1/connect/{project_id}/deployed-triggers/{trigger_id}/pipelines",
  "kind": "json",
  "bearer": true,
  "scope": "connect:deployed_triggers:write",
  "ids": [
   "trigger_id"
  ],
  "query": [
   "external_user_id"
  ],
  "required": {
   "query": [
    "external_user_id"
   ],
   "body": [
    "workflow_ids"
   ]
  },
  "bodyFields": [
   "workflow_ids"
  ],
  "status": 200,
  "example": {
   "request": {
    "workflow_ids": [
     "p_1"
    ],
    "external_user_id": "user-1"
   },
   "response": {
    "workflow_ids": [
     "p_1"
    ]
   }
  }
 },
 {
  "index": 31,
  "name": "deployedTriggers.listWebhooks",
  "resource": "deployedTriggers",
  "method": "GET",
  "path": "/v1/connect/{project_id}/deployed-triggers/{trigger_id}/webhooks",
  "kind": "json",
  "bearer": true,
  "scope": "connect:deployed_triggers:read",
  "ids": [
   "trigger_id"
  ],
  "query": [
   "external_user_id"
  ],
  "required": {
   "query": [
    "external_user_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "external_user_id": "user-1"
   },
   "response": {
    "webhook_urls": [
     "https://example.com/hook"
    ],
    "webhooks": [
     {
      "id": "apn_1",
      "url": "https://example.com/hook",
      "signing_key_set": true
     }
    ]
   }
  }
 },
 {
  "index": 32,
  "name": "deployedTriggers.updateWebhooks",
  "resource": "deployedTriggers",
  "method": "PUT",
  "path": "/v1/connect/{project_id}/deployed-triggers/{trigger_id}/webhooks",
  "kind": "json",
  "bearer": true,
  "scope": "connect:deployed_triggers:write",
  "ids": [
   "trigger_id"
  ],
  "query": [
   "external_user_id"
  ],
  "required": {
   "query": [
    "external_user_id"
   ],
   "body": [
    "webhook_urls"
   ]
  },
  "bodyFields": [
   "webhook_urls"
  ],
  "status": 200,
  "example": {
   "request": {
    "webhook_urls": [
     "https://example.com/hook"
    ],
    "external_user_id": "user-1"
   },
   "response": {
    "webhook_urls": [
     "https://example.com/hook"
    ],
    "webhooks": [
     {
      "id": "apn_1",
      "url": "https://example.com/hook",
      "signing_key_set": true
     }
    ]
   }
  }
 },
 {
  "index": 33,
  "name": "deployedTriggers.retrieveWebhook",
  "resource": "deployedTriggers",
  "method": "GET",
  "path": "/v1/connect/{project_id}/deployed-triggers/{trigger_id}/webhooks/{webhook_id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:deployed_triggers:read",
  "ids": [
   "trigger_id",
   "webhook_id"
  ],
  "query": [
   "external_user_id"
  ],
  "required": {
   "query": [
    "external_user_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "external_user_id": "user-1"
   },
   "response": {
    "data": {
     "id": "apn_1",
     "url": "https://example.com/hook",
     "signing_key": "whsec_example",
     "signing_key_set": true,
     "created_at": 1,
     "updated_at": 1
    }
   }
  }
 },
 {
  "index": 34,
  "name": "deployedTriggers.regenerateWebhookSigningKey",
  "resource": "deployedTriggers",
  "method": "POST",
  "path": "/v1/connect/{project_id}/deployed-triggers/{trigger_id}/webhooks/{webhook_id}/regenerate_signing_key",
  "kind": "json",
  "bearer": true,
  "scope": "connect:deployed_triggers:write",
  "ids": [
   "trigger_id",
   "webhook_id"
  ],
  "query": [
   "external_user_id"
  ],
  "required": {
   "query": [
    "external_user_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "external_user_id": "user-1"
   },
   "response": {
    "data": {
     "id": "apn_1",
     "url": "https://example.com/hook",
     "signing_key": "whsec_example",
     "signing_key_set": true,
     "created_at": 1,
     "updated_at": 1
    }
   }
  }
 },
 {
  "index": 35,
  "name": "fileStash.downloadFile",
  "resource": "fileStash",
  "method": "GET",
  "path": "/v1/connect/{project_id}/file_stash/download",
  "kind": "binary",
  "bearer": true,
  "scope": "connect:actions:*",
  "ids": [],
  "query": [
   "s3_key"
  ],
  "required": {
   "query": [
    "s3_key"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "s3_key": "example.txt"
   }
  }
 },
 {
  "index": 36,
  "name": "oauthApps.list",
  "resource": "oauthApps",
  "method": "GET",
  "path": "/v1/connect/{project_id}/oauth_apps",
  "kind": "page",
  "bearer": true,
  "scope": "connect:projects:read",
  "ids": [],
  "query": [
   "after",
   "before",
   "limit",
   "app",
   "q"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "after": "example after",
    "before": "example before",
    "limit": 2,
    "app": "slack",
    "q": "slack"
   },
   "response": {
    "data": [
     {
      "client_id": "client-1",
      "owner_id": "user-1",
      "name_slug": "slack",
      "name": "Slack",
      "img_src": "https://example.com/slack.svg",
      "categories": [
       "example categories"
      ],
      "featured_weight": 1,
      "scope_profiles": [
       {
        "name": "read_only",
        "scopes": []
       }
      ]
     }
    ],
    "page_info": {
     "count": 1,
     "total_count": 1,
     "start_cursor": "example start cursor",
     "end_cursor": "example end cursor"
    }
   }
  }
 },
 {
  "index": 37,
  "name": "oauthApps.create",
  "resource": "oauthApps",
  "method": "POST",
  "path": "/v1/connect/{project_id}/oauth_apps",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "app",
    "client_id",
    "client_secret"
   ]
  },
  "bodyFields": [
   "app",
   "client_id",
   "client_secret",
   "name",
   "description",
   "scopes",
   "additional_scopes"
  ],
  "status": 200,
  "example": {
   "request": {
    "app": "slack",
    "client_id": "client-1",
    "client_secret": "secret-1",
    "name": "Slack",
    "description": "An example.",
    "scopes": [
     "example scopes"
    ],
    "additional_scopes": [
     "example additional scopes"
    ]
   },
   "response": {
    "id": "apn_1",
    "client_id": "client-1",
    "scopes": [
     "example scopes"
    ],
    "additional_scopes": [
     "example additional scopes"
    ],
    "redirect_uri": "example redirect uri",
    "owner_id": "user-1",
    "created_at": "2026-01-02T03:04:05.000Z",
    "updated_at": "2026-01-02T03:04:05.000Z",
    "name_slug": "slack",
    "name": "Slack",
    "auth_type": "keys",
    "description": "An example.",
    "img_src": "https://example.com/slack.svg",
    "custom_fields_json": "example custom fields json",
    "categories": [
     "example categories"
    ],
    "featured_weight": 1,
    "scope_profiles": [
     {
      "name": "read_only",
      "scopes": [
       "example scopes"
      ]
     }
    ]
   }
  }
 },
 {
  "index": 38,
  "name": "oauthApps.retrieve",
  "resource": "oauthApps",
  "method": "GET",
  "path": "/v1/connect/{project_id}/oauth_apps/{id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:read",
  "ids": [
   "id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "response": {
    "id": "apn_1",
    "client_id": "client-1",
    "scopes": [
     "example scopes"
    ],
    "additional_scopes": [
     "example additional scopes"
    ],
    "redirect_uri": "example redirect uri",
    "owner_id": "user-1",
    "created_at": "2026-01-02T03:04:05.000Z",
    "updated_at": "2026-01-02T03:04:05.000Z",
    "name_slug": "slack",
    "name": "Slack",
    "auth_type": "keys",
    "description": "An example.",
    "img_src": "https://example.com/slack.svg",
    "custom_fields_json": "example custom fields json",
    "categories": [
     "example categories"
    ],
    "featured_weight": 1,
    "scope_profiles": [
     {
      "name": "read_only",
      "scopes": [
       "example scopes"
      ]
     }
    ]
   }
  }
 },
 {
  "index": 39,
  "name": "oauthApps.update",
  "resource": "oauthApps",
  "method": "PUT",
  "path": "/v1/connect/{project_id}/oauth_apps/{id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [
   "id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": [
   "name",
   "description",
   "client_id",
   "client_secret",
   "scopes",
   "additional_scopes"
  ],
  "status": 200,
  "example": {
   "request": {
    "name": "Slack",
    "description": "An example.",
    "client_id": "client-1",
    "client_secret": "secret-1",
    "scopes": [
     "example scopes"
    ],
    "additional_scopes": [
     "example additional scopes"
    ]
   },
   "response": {
    "id": "apn_1",
    "client_id": "client-1",
    "scopes": [
     "example scopes"
    ],
    "additional_scopes": [
     "example additional scopes"
    ],
    "redirect_uri": "example redirect uri",
    "owner_id": "user-1",
    "created_at": "2026-01-02T03:04:05.000Z",
    "updated_at": "2026-01-02T03:04:05.000Z",
    "name_slug": "slack",
    "name": "Slack",
    "auth_type": "keys",
    "description": "An example.",
    "img_src": "https://example.com/slack.svg",
    "custom_fields_json": "example custom fields json",
    "categories": [
     "example categories"
    ],
    "featured_weight": 1,
    "scope_profiles": [
     {
      "name": "read_only",
      "scopes": [
       "example scopes"
      ]
     }
    ]
   }
  }
 },
 {
  "index": 40,
  "name": "oauthApps.delete",
  "resource": "oauthApps",
  "method": "DELETE",
  "path": "/v1/connect/{project_id}/oauth_apps/{id}",
  "kind": "void",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [
   "id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 204,
  "example": {}
 },
 {
  "index": 41,
  "name": "oauthTokens.create",
  "resource": "oauthTokens",
  "method": "POST",
  "path": "/v1/oauth/token",
  "kind": "json",
  "bearer": false,
  "scope": "",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "client_id",
    "client_secret"
   ]
  },
  "bodyFields": [
   "client_id",
   "client_secret",
   "scope"
  ],
  "status": 200,
  "example": {
   "request": {
    "client_id": "client-1",
    "client_secret": "secret-1",
    "scope": "connect:accounts:read"
   },
   "response": {
    "access_token": "example-access-token",
    "token_type": "Bearer",
    "expires_in": 3600
   }
  }
 },
 {
  "index": 42,
  "name": "projectEnvironment.retrieveWebhook",
  "resource": "projectEnvironment",
  "method": "GET",
  "path": "/v1/connect/{project_id}/webhook",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:read",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "response": {
    "data": {
     "id": "apn_1",
     "url": "https://example.com/hook",
     "signing_key_set": true,
     "created_at": 1,
     "updated_at": 1
    }
   }
  }
 },
 {
  "index": 43,
  "name": "projectEnvironment.updateWebhook",
  "resource": "projectEnvironment",
  "method": "PUT",
  "path": "/v1/connect/{project_id}/webhook",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "url"
   ]
  },
  "bodyFields": [
   "url"
  ],
  "status": 200,
  "example": {
   "request": {
    "url": "https://example.com/hook"
   },
   "response": {
    "data": {
     "id": "apn_1",
     "url": "https://example.com/hook",
     "signing_key": "whsec_example",
     "signing_key_set": true,
     "created_at": 1,
     "updated_at": 1
    }
   }
  }
 },
 {
  "index": 44,
  "name": "projectEnvironment.deleteWebhook",
  "resource": "projectEnvironment",
  "method": "DELETE",
  "path": "/v1/connect/{project_id}/webhook",
  "kind": "void",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 204,
  "example": {}
 },
 {
  "index": 45,
  "name": "projectEnvironment.regenerateWebhookSigningKey",
  "resource": "projectEnvironment",
  "method": "POST",
  "path": "/v1/connect/{project_id}/webhook/regenerate_signing_key",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "response": {
    "data": {
     "id": "apn_1",
     "url": "https://example.com/hook",
     "signing_key": "whsec_example",
     "signing_key_set": true,
     "created_at": 1,
     "updated_at": 1
    }
   }
  }
 },
 {
  "index": 46,
  "name": "projects.list",
  "resource": "projects",
  "method": "GET",
  "path": "/v1/connect/projects",
  "kind": "page",
  "bearer": true,
  "scope": "connect:projects:read",
  "ids": [],
  "query": [
   "after",
   "before",
   "limit",
   "q"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "after": "example after",
    "before": "example before",
    "limit": 2,
    "q": "slack"
   },
   "response": {
    "data": [
     {
      "id": "apn_1",
      "name": "Slack"
     }
    ],
    "page_info": {
     "count": 1,
     "total_count": 1,
     "start_cursor": "example start cursor",
     "end_cursor": "example end cursor"
    }
   }
  }
 },
 {
  "index": 47,
  "name": "projects.create",
  "resource": "projects",
  "method": "POST",
  "path": "/v1/connect/projects",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "name"
   ]
  },
  "bodyFields": [
   "name",
   "app_name",
   "support_email",
   "connect_require_key_auth_test"
  ],
  "status": 200,
  "example": {
   "request": {
    "name": "Slack",
    "app_name": "example app name",
    "support_email": "help@example.com",
    "connect_require_key_auth_test": true
   },
   "response": {
    "id": "apn_1",
    "name": "Slack",
    "app_name": "example app name",
    "support_email": "help@example.com",
    "connect_require_key_auth_test": true
   }
  }
 },
 {
  "index": 48,
  "name": "projects.retrieve",
  "resource": "projects",
  "method": "GET",
  "path": "/v1/connect/projects/{project_id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:read",
  "ids": [
   "project_id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "response": {
    "id": "apn_1",
    "name": "Slack",
    "app_name": "example app name",
    "support_email": "help@example.com",
    "connect_require_key_auth_test": true
   }
  }
 },
 {
  "index": 49,
  "name": "projects.delete",
  "resource": "projects",
  "method": "DELETE",
  "path": "/v1/connect/projects/{project_id}",
  "kind": "void",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [
   "project_id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 204,
  "example": {}
 },
 {
  "index": 50,
  "name": "projects.update",
  "resource": "projects",
  "method": "PATCH",
  "path": "/v1/connect/projects/{project_id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [
   "project_id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": [
   "name",
   "app_name",
   "support_email",
   "connect_require_key_auth_test"
  ],
  "status": 200,
  "example": {
   "request": {
    "name": "Slack",
    "app_name": "example app name",
    "support_email": "help@example.com",
    "connect_require_key_auth_test": true
   },
   "response": {
    "id": "apn_1",
    "name": "Slack",
    "app_name": "example app name",
    "support_email": "help@example.com",
    "connect_require_key_auth_test": true
   }
  }
 },
 {
  "index": 51,
  "name": "projects.updateLogo",
  "resource": "projects",
  "method": "POST",
  "path": "/v1/connect/projects/{project_id}/logo",
  "kind": "void",
  "bearer": true,
  "scope": "connect:projects:write",
  "ids": [
   "project_id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "logo"
   ]
  },
  "bodyFields": [
   "logo"
  ],
  "status": 204,
  "example": {
   "request": {
    "logo": "data:image/png;base64,iVBORw0KGgo="
   }
  }
 },
 {
  "index": 52,
  "name": "projects.retrieveInfo",
  "resource": "projects",
  "method": "GET",
  "path": "/v1/connect/{project_id}/projects/info",
  "kind": "json",
  "bearer": true,
  "scope": "connect:projects:read",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "response": {
    "apps": [
     {}
    ]
   }
  }
 },
 {
  "index": 53,
  "name": "proxy.get",
  "resource": "proxy",
  "method": "GET",
  "path": "/v1/connect/{project_id}/proxy/{url_64}",
  "kind": "relayed",
  "bearer": true,
  "scope": "connect:proxy",
  "ids": [
   "url_64"
  ],
  "query": [
   "external_user_id",
   "account_id"
  ],
  "required": {
   "query": [
    "external_user_id",
    "account_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "url": "https://example.com/hook",
    "external_user_id": "user-1",
    "account_id": "apn_1",
    "params": {},
    "headers": {}
   }
  }
 },
 {
  "index": 54,
  "name": "proxy.post",
  "resource": "proxy",
  "method": "POST",
  "path": "/v1/connect/{project_id}/proxy/{url_64}",
  "kind": "relayed",
  "bearer": true,
  "scope": "connect:proxy",
  "ids": [
   "url_64"
  ],
  "query": [
   "external_user_id",
   "account_id"
  ],
  "required": {
   "query": [
    "external_user_id",
    "account_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "url": "https://example.com/hook",
    "external_user_id": "user-1",
    "account_id": "apn_1",
    "body": {},
    "params": {},
    "headers": {}
   }
  }
 },
 {
  "index": 55,
  "name": "proxy.put",
  "resource": "proxy",
  "method": "PUT",
  "path": "/v1/connect/{project_id}/proxy/{url_64}",
  "kind": "relayed",
  "bearer": true,
  "scope": "connect:proxy",
  "ids": [
   "url_64"
  ],
  "query": [
   "external_user_id",
   "account_id"
  ],
  "required": {
   "query": [
    "external_user_id",
    "account_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "url": "https://example.com/hook",
    "external_user_id": "user-1",
    "account_id": "apn_1",
    "body": {},
    "params": {},
    "headers": {}
   }
  }
 },
 {
  "index": 56,
  "name": "proxy.delete",
  "resource": "proxy",
  "method": "DELETE",
  "path": "/v1/connect/{project_id}/proxy/{url_64}",
  "kind": "relayed",
  "bearer": true,
  "scope": "connect:proxy",
  "ids": [
   "url_64"
  ],
  "query": [
   "external_user_id",
   "account_id"
  ],
  "required": {
   "query": [
    "external_user_id",
    "account_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "url": "https://example.com/hook",
    "external_user_id": "user-1",
    "account_id": "apn_1",
    "params": {},
    "headers": {}
   }
  }
 },
 {
  "index": 57,
  "name": "proxy.patch",
  "resource": "proxy",
  "method": "PATCH",
  "path": "/v1/connect/{project_id}/proxy/{url_64}",
  "kind": "relayed",
  "bearer": true,
  "scope": "connect:proxy",
  "ids": [
   "url_64"
  ],
  "query": [
   "external_user_id",
   "account_id"
  ],
  "required": {
   "query": [
    "external_user_id",
    "account_id"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "url": "https://example.com/hook",
    "external_user_id": "user-1",
    "account_id": "apn_1",
    "body": {},
    "params": {},
    "headers": {}
   }
  }
 },
 {
  "index": 58,
  "name": "tokens.create",
  "resource": "tokens",
  "method": "POST",
  "path": "/v1/connect/{project_id}/tokens",
  "kind": "json",
  "bearer": true,
  "scope": "connect:tokens:create",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "external_user_id"
   ]
  },
  "bodyFields": [
   "allowed_origins",
   "error_redirect_uri",
   "expires_in",
   "external_user_id",
   "scope",
   "success_redirect_uri",
   "webhook_uri",
   "allow_progressive_scopes",
   "app_id",
   "oauth_app_id"
  ],
  "status": 200,
  "example": {
   "request": {
    "allowed_origins": [
     "https://example.com"
    ],
    "error_redirect_uri": "https://example.com/failed",
    "expires_in": 3600,
    "external_user_id": "user-1",
    "scope": "connect:accounts:read",
    "success_redirect_uri": "https://example.com/ok",
    "webhook_uri": "https://example.com/connected",
    "allow_progressive_scopes": true,
    "app_id": "slack",
    "oauth_app_id": "oa_1"
   },
   "response": {
    "connect_link_url": "example connect link url",
    "expires_at": "2026-01-02T03:04:05.000Z",
    "token": "ctok_0123456789abcdef0123456789abcdef"
   }
  }
 },
 {
  "index": 59,
  "name": "tokens.validate",
  "resource": "tokens",
  "method": "GET",
  "path": "/v1/connect/tokens/{ctok}/validate",
  "kind": "json",
  "bearer": true,
  "scope": "connect:tokens:create",
  "ids": [
   "ctok"
  ],
  "query": [
   "app_id",
   "account_id",
   "oauth_app_id",
   "app_override_id"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "app_id": "slack",
    "account_id": "apn_1",
    "oauth_app_id": "oa_1",
    "app_override_id": "ao_1"
   },
   "response": {
    "app": {
     "id": "apn_1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "keys",
     "description": "An example.",
     "img_src": "https://example.com/slack.svg",
     "custom_fields_json": "example custom fields json",
     "categories": [
      "example categories"
     ],
     "featured_weight": 1,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "example scopes"
       ]
      }
     ]
    },
    "app_override_id": "ao_1",
    "app_override_field_names": [
     "example app override field names"
    ],
    "error": "example error",
    "error_redirect_uri": "https://example.com/failed",
    "oauth_app_id": "oa_1",
    "oauth_app_workday_official": true,
    "oauth_app_connect_base_url": "example oauth app connect base url",
    "project_app_name": "example project app name",
    "project_environment": "example project environment",
    "project_id": "proj_1",
    "project_support_email": "example project support email",
    "success": true,
    "success_redirect_uri": "https://example.com/ok"
   }
  }
 },
 {
  "index": 60,
  "name": "triggers.list",
  "resource": "triggers",
  "method": "GET",
  "path": "/v1/connect/{project_id}/triggers",
  "kind": "page",
  "bearer": true,
  "scope": "connect:triggers:*",
  "ids": [],
  "query": [
   "after",
   "before",
   "limit",
   "q",
   "app",
   "registry"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "after": "example after",
    "before": "example before",
    "limit": 2,
    "q": "slack",
    "app": "slack",
    "registry": "public"
   },
   "response": {
    "data": [
     {
      "key": "slack-send-message",
      "name": "Slack",
      "version": "1.0.0",
      "configurable_props": [
       {
        "type": "alert",
        "content": "example content",
        "name": "Slack"
       }
      ]
     }
    ],
    "page_info": {
     "count": 1,
     "total_count": 1,
     "start_cursor": "example start cursor",
     "end_cursor": "example end cursor"
    }
   }
  }
 },
 {
  "index": 61,
  "name": "triggers.retrieve",
  "resource": "triggers",
  "method": "GET",
  "path": "/v1/connect/{project_id}/triggers/{component_id}",
  "kind": "json",
  "bearer": true,
  "scope": "connect:triggers:*",
  "ids": [
   "component_id"
  ],
  "query": [
   "version"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "version": "1.0.0"
   },
   "response": {
    "data": {
     "key": "slack-send-message",
     "name": "Slack",
     "version": "1.0.0",
     "configurable_props": [
      {
       "type": "alert",
       "content": "example content",
       "name": "Slack"
      }
     ],
     "description": "An example.",
     "component_type": "example component type",
     "stash": "optional",
     "annotations": {}
    }
   }
  }
 },
 {
  "index": 62,
  "name": "triggers.configureProp",
  "resource": "triggers",
  "method": "POST",
  "path": "/v1/connect/{project_id}/triggers/configure",
  "kind": "json",
  "bearer": true,
  "scope": "connect:triggers:*",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "id",
    "external_user_id",
    "prop_name"
   ]
  },
  "bodyFields": [
   "id",
   "version",
   "external_user_id",
   "prop_name",
   "blocking",
   "configured_props",
   "dynamic_props_id",
   "page",
   "prev_context",
   "query"
  ],
  "status": 200,
  "example": {
   "request": {
    "id": "apn_1",
    "version": "1.0.0",
    "external_user_id": "user-1",
    "prop_name": "channel",
    "blocking": true,
    "configured_props": {},
    "dynamic_props_id": "example dynamic props id",
    "page": 1,
    "prev_context": {},
    "query": "example query"
   },
   "response": {
    "options": [
     {
      "label": "A label"
     }
    ],
    "stringOptions": [
     "example stringOptions"
    ],
    "observations": [
     {
      "k": "example k",
      "ts": 1
     }
    ],
    "context": {},
    "errors": [
     "example errors"
    ]
   }
  }
 },
 {
  "index": 63,
  "name": "triggers.reloadProps",
  "resource": "triggers",
  "method": "POST",
  "path": "/v1/connect/{project_id}/triggers/props",
  "kind": "json",
  "bearer": true,
  "scope": "connect:triggers:*",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "id",
    "external_user_id"
   ]
  },
  "bodyFields": [
   "id",
   "version",
   "external_user_id",
   "blocking",
   "configured_props",
   "dynamic_props_id"
  ],
  "status": 200,
  "example": {
   "request": {
    "id": "apn_1",
    "version": "1.0.0",
    "external_user_id": "user-1",
    "blocking": true,
    "configured_props": {},
    "dynamic_props_id": "example dynamic props id"
   },
   "response": {
    "observations": [
     {
      "k": "example k",
      "ts": 1
     }
    ],
    "errors": [
     "example errors"
    ],
    "dynamicProps": {
     "id": "apn_1",
     "configurableProps": [
      {
       "type": "alert",
       "content": "example content",
       "name": "Slack"
      }
     ]
    }
   }
  }
 },
 {
  "index": 64,
  "name": "triggers.deploy",
  "resource": "triggers",
  "method": "POST",
  "path": "/v1/connect/{project_id}/triggers/deploy",
  "kind": "json",
  "bearer": true,
  "scope": "connect:triggers:*",
  "ids": [],
  "query": [],
  "required": {
   "query": [],
   "body": [
    "id",
    "external_user_id"
   ]
  },
  "bodyFields": [
   "id",
   "version",
   "external_user_id",
   "configured_props",
   "dynamic_props_id",
   "workflow_id",
   "webhook_url",
   "emit_on_deploy"
  ],
  "status": 200,
  "example": {
   "request": {
    "id": "apn_1",
    "version": "1.0.0",
    "external_user_id": "user-1",
    "configured_props": {},
    "dynamic_props_id": "example dynamic props id",
    "workflow_id": "p_1",
    "webhook_url": "https://example.com/hook",
    "emit_on_deploy": true
   },
   "response": {
    "data": {
     "id": "apn_1",
     "owner_id": "user-1",
     "component_id": "slack-send-message",
     "component_key": "example component key",
     "configurable_props": [
      {
       "type": "alert",
       "content": "example content",
       "name": "Slack"
      }
     ],
     "configured_props": {},
     "active": true,
     "created_at": 1,
     "updated_at": 1,
     "name": "Slack",
     "name_slug": "slack",
     "callback_observations": "anything",
     "emit_on_deploy": true,
     "type": "DeployedComponent",
     "webhook_signing_key": "example webhook signing key"
    }
   }
  }
 },
 {
  "index": 65,
  "name": "usage.list",
  "resource": "usage",
  "method": "GET",
  "path": "/v1/connect/usage",
  "kind": "json",
  "bearer": true,
  "scope": "connect:usage:read",
  "ids": [],
  "query": [
   "start_ts",
   "end_ts"
  ],
  "required": {
   "query": [
    "start_ts",
    "end_ts"
   ],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "start_ts": 1767225600,
    "end_ts": 1767312000
   },
   "response": {
    "data": [
     {
      "credits_used": 1,
      "usage_start_ts": 1,
      "usage_end_ts": 1
     }
    ]
   }
  }
 },
 {
  "index": 66,
  "name": "users.deleteExternalUser",
  "resource": "users",
  "method": "DELETE",
  "path": "/v1/connect/{project_id}/users/{external_user_id}",
  "kind": "void",
  "bearer": true,
  "scope": "connect:users:write",
  "ids": [
   "external_user_id"
  ],
  "query": [],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 204,
  "example": {}
 },
 {
  "index": 67,
  "name": "users.list",
  "resource": "users",
  "method": "GET",
  "path": "/v1/connect/{project_id}/users",
  "kind": "page",
  "bearer": true,
  "scope": "connect:users:read",
  "ids": [],
  "query": [
   "after",
   "before",
   "limit",
   "q"
  ],
  "required": {
   "query": [],
   "body": []
  },
  "bodyFields": null,
  "status": 200,
  "example": {
   "request": {
    "after": "example after",
    "before": "example before",
    "limit": 2,
    "q": "slack"
   },
   "response": {
    "data": [
     {
      "id": "apn_1",
      "external_id": "user-1"
     }
    ],
    "page_info": {
     "count": 1,
     "total_count": 1,
     "start_cursor": "example start cursor",
     "end_cursor": "example end cursor"
    }
   }
  }
 }
]
