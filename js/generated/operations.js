// Written by: npm run generate (from openapi.yaml). Do not edit.
'use strict'

/** Every operation with an example, for the emulator and the tests. */
exports.operations = [
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "external_user_id": "user-1",
    "app": "slack",
    "limit": 20
   },
   "response": {
    "data": [
     {
      "id": "apn_1",
      "name": "Acme on Slack",
      "external_id": "user-1",
      "healthy": true,
      "dead": false,
      "app": {
       "id": "app_OkrhR1",
       "name_slug": "slack",
       "name": "Slack",
       "auth_type": "oauth",
       "description": "Slack is where teams talk.",
       "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
       "custom_fields_json": "[]",
       "categories": [
        "Communication"
       ],
       "featured_weight": 1000,
       "scope_profiles": [
        {
         "name": "read_only",
         "scopes": [
          "channels:read"
         ]
        }
       ]
      },
      "created_at": "2026-01-02T03:04:05.678Z",
      "updated_at": "2026-01-02T03:04:05.678Z",
      "authorized_scopes": [
       "channels:read",
       "chat:write"
      ],
      "expires_at": "2026-01-02T15:04:05.000Z",
      "last_refreshed_at": "2026-01-02T03:04:05.000Z",
      "next_refresh_at": "2026-01-02T14:49:05.000Z"
     }
    ],
    "page_info": {
     "total_count": 1,
     "count": 1,
     "start_cursor": "c3RhcnQ"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "external_user_id": "user-1",
    "app_slug": "openai",
    "cfmap_json": "{\"api_key\":\"sk-example\"}",
    "connect_token": "ctok_0123456789abcdef0123456789abcdef",
    "name": "Acme on OpenAI"
   },
   "response": {
    "id": "apn_1",
    "name": "Acme on Slack",
    "external_id": "user-1",
    "healthy": true,
    "dead": false,
    "app": {
     "id": "app_OkrhR1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "oauth",
     "description": "Slack is where teams talk.",
     "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
     "custom_fields_json": "[]",
     "categories": [
      "Communication"
     ],
     "featured_weight": 1000,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "channels:read"
       ]
      }
     ]
    },
    "created_at": "2026-01-02T03:04:05.678Z",
    "updated_at": "2026-01-02T03:04:05.678Z",
    "authorized_scopes": [
     "channels:read",
     "chat:write"
    ],
    "expires_at": "2026-01-02T15:04:05.000Z",
    "last_refreshed_at": "2026-01-02T03:04:05.000Z",
    "next_refresh_at": "2026-01-02T14:49:05.000Z"
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "account_id": "apn_1"
   },
   "request": {
    "include_credentials": false
   },
   "response": {
    "id": "apn_1",
    "name": "Acme on Slack",
    "external_id": "user-1",
    "healthy": true,
    "dead": false,
    "app": {
     "id": "app_OkrhR1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "oauth",
     "description": "Slack is where teams talk.",
     "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
     "custom_fields_json": "[]",
     "categories": [
      "Communication"
     ],
     "featured_weight": 1000,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "channels:read"
       ]
      }
     ]
    },
    "created_at": "2026-01-02T03:04:05.678Z",
    "updated_at": "2026-01-02T03:04:05.678Z",
    "authorized_scopes": [
     "channels:read",
     "chat:write"
    ],
    "expires_at": "2026-01-02T15:04:05.000Z",
    "last_refreshed_at": "2026-01-02T03:04:05.000Z",
    "next_refresh_at": "2026-01-02T14:49:05.000Z"
   }
  }
 },
 {
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
  "example": {
   "ids": {
    "project_id": "proj_1",
    "account_id": "apn_1"
   }
  }
 },
 {
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
  "example": {
   "ids": {
    "project_id": "proj_1",
    "app_id": "slack"
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "external_user_id": "user-1"
   },
   "request": {
    "app": "slack"
   },
   "response": [
    {
     "id": "apn_1",
     "name": "Acme on Slack",
     "external_id": "user-1",
     "healthy": true,
     "dead": false,
     "app": {
      "id": "app_OkrhR1",
      "name_slug": "slack",
      "name": "Slack",
      "auth_type": "oauth",
      "description": "Slack is where teams talk.",
      "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
      "custom_fields_json": "[]",
      "categories": [
       "Communication"
      ],
      "featured_weight": 1000,
      "scope_profiles": [
       {
        "name": "read_only",
        "scopes": [
         "channels:read"
        ]
       }
      ]
     },
     "created_at": "2026-01-02T03:04:05.678Z",
     "updated_at": "2026-01-02T03:04:05.678Z",
     "authorized_scopes": [
      "channels:read",
      "chat:write"
     ],
     "expires_at": "2026-01-02T15:04:05.000Z",
     "last_refreshed_at": "2026-01-02T03:04:05.000Z",
     "next_refresh_at": "2026-01-02T14:49:05.000Z"
    }
   ]
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "app": "slack",
    "q": "message",
    "limit": 20
   },
   "response": {
    "data": [
     {
      "key": "slack-send-message",
      "name": "Send a message",
      "version": "1.0.0",
      "configurable_props": [
       {
        "name": "slack",
        "type": "app",
        "app": "slack"
       },
       {
        "name": "channel",
        "type": "string",
        "label": "Channel",
        "description": "The channel to post to.",
        "remoteOptions": true
       },
       {
        "name": "text",
        "type": "string",
        "label": "Text"
       }
      ],
      "description": "Posts a message to a channel.",
      "component_type": "action",
      "annotations": {
       "destructiveHint": false,
       "openWorldHint": true,
       "readOnlyHint": false
      }
     }
    ],
    "page_info": {
     "total_count": 1,
     "count": 1,
     "start_cursor": "c3RhcnQ"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "component_id": "slack-send-message"
   },
   "request": {
    "version": "1.0.0"
   },
   "response": {
    "data": {
     "key": "slack-send-message",
     "name": "Send a message",
     "version": "1.0.0",
     "configurable_props": [
      {
       "name": "slack",
       "type": "app",
       "app": "slack"
      },
      {
       "name": "channel",
       "type": "string",
       "label": "Channel",
       "description": "The channel to post to.",
       "remoteOptions": true
      },
      {
       "name": "text",
       "type": "string",
       "label": "Text"
      }
     ],
     "description": "Posts a message to a channel.",
     "component_type": "action",
     "annotations": {
      "destructiveHint": false,
      "openWorldHint": true,
      "readOnlyHint": false
     }
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "id": "slack-send-message",
    "external_user_id": "user-1",
    "prop_name": "channel",
    "configured_props": {
     "slack": {
      "authProvisionId": "apn_1"
     }
    }
   },
   "response": {
    "options": [
     {
      "label": "#general",
      "value": "C024BE91L"
     },
     {
      "label": "#random",
      "value": "C061EG9SL"
     }
    ],
    "errors": [],
    "observations": [],
    "context": {
     "cursor": "dGVhbTpD"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "id": "slack-send-message",
    "external_user_id": "user-1",
    "configured_props": {
     "slack": {
      "authProvisionId": "apn_1"
     }
    }
   },
   "response": {
    "dynamicProps": {
     "id": "dyp_1",
     "configurableProps": [
      {
       "name": "slack",
       "type": "app",
       "app": "slack"
      },
      {
       "name": "channel",
       "type": "string",
       "label": "Channel",
       "description": "The channel to post to.",
       "remoteOptions": true
      },
      {
       "name": "text",
       "type": "string",
       "label": "Text"
      }
     ]
    },
    "errors": [],
    "observations": []
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "id": "slack-send-message",
    "external_user_id": "user-1",
    "configured_props": {
     "slack": {
      "authProvisionId": "apn_1"
     },
     "channel": "C024BE91L",
     "text": "Hello"
    }
   },
   "response": {
    "exports": {
     "$summary": "Posted to #general"
    },
    "os": [],
    "ret": {
     "ok": true,
     "ts": "1767323045.678900"
    },
    "stash_id": "st_1"
   }
  }
 },
 {
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
   "ids": {},
   "response": [
    {
     "id": "appcat_1",
     "name": "Communication",
     "description": "Talking to people."
    }
   ]
  }
 },
 {
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
   "ids": {
    "id": "appcat_1"
   },
   "response": {
    "id": "appcat_1",
    "name": "Communication",
    "description": "Talking to people."
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "app": "slack"
   },
   "response": {
    "data": [
     {
      "id": "ao_1",
      "name": "Slack for Acme",
      "app": {
       "id": "app_OkrhR1",
       "name_slug": "slack",
       "name": "Slack",
       "auth_type": "oauth",
       "description": "Slack is where teams talk.",
       "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
       "custom_fields_json": "[]",
       "categories": [
        "Communication"
       ],
       "featured_weight": 1000,
       "scope_profiles": [
        {
         "name": "read_only",
         "scopes": [
          "channels:read"
         ]
        }
       ]
      },
      "cfmap": {
       "workspace": "acme"
      },
      "oauth_app_id": "oa_1",
      "owner_id": "proj_1",
      "created_at": "2026-01-02T03:04:05.678Z",
      "updated_at": "2026-01-02T03:04:05.678Z"
     }
    ],
    "page_info": {
     "total_count": 1,
     "count": 1,
     "start_cursor": "c3RhcnQ"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "app": "slack",
    "name": "Slack for Acme",
    "oauth_app_id": "oa_1"
   },
   "response": {
    "id": "ao_1",
    "name": "Slack for Acme",
    "app": {
     "id": "app_OkrhR1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "oauth",
     "description": "Slack is where teams talk.",
     "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
     "custom_fields_json": "[]",
     "categories": [
      "Communication"
     ],
     "featured_weight": 1000,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "channels:read"
       ]
      }
     ]
    },
    "cfmap": {
     "workspace": "acme"
    },
    "oauth_app_id": "oa_1",
    "owner_id": "proj_1",
    "created_at": "2026-01-02T03:04:05.678Z",
    "updated_at": "2026-01-02T03:04:05.678Z"
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "id": "ao_1"
   },
   "response": {
    "id": "ao_1",
    "name": "Slack for Acme",
    "app": {
     "id": "app_OkrhR1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "oauth",
     "description": "Slack is where teams talk.",
     "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
     "custom_fields_json": "[]",
     "categories": [
      "Communication"
     ],
     "featured_weight": 1000,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "channels:read"
       ]
      }
     ]
    },
    "cfmap": {
     "workspace": "acme"
    },
    "oauth_app_id": "oa_1",
    "owner_id": "proj_1",
    "created_at": "2026-01-02T03:04:05.678Z",
    "updated_at": "2026-01-02T03:04:05.678Z"
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "id": "ao_1"
   },
   "request": {
    "name": "Slack for Acme"
   },
   "response": {
    "id": "ao_1",
    "name": "Slack for Acme",
    "app": {
     "id": "app_OkrhR1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "oauth",
     "description": "Slack is where teams talk.",
     "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
     "custom_fields_json": "[]",
     "categories": [
      "Communication"
     ],
     "featured_weight": 1000,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "channels:read"
       ]
      }
     ]
    },
    "cfmap": {
     "workspace": "acme"
    },
    "oauth_app_id": "oa_1",
    "owner_id": "proj_1",
    "created_at": "2026-01-02T03:04:05.678Z",
    "updated_at": "2026-01-02T03:04:05.678Z"
   }
  }
 },
 {
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
  "example": {
   "ids": {
    "project_id": "proj_1",
    "id": "ao_1"
   }
  }
 },
 {
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
   "ids": {},
   "request": {
    "q": "slack",
    "sort_key": "featured_weight",
    "sort_direction": "desc",
    "has_actions": true,
    "limit": 20
   },
   "response": {
    "data": [
     {
      "id": "app_OkrhR1",
      "name_slug": "slack",
      "name": "Slack",
      "auth_type": "oauth",
      "description": "Slack is where teams talk.",
      "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
      "custom_fields_json": "[]",
      "categories": [
       "Communication"
      ],
      "featured_weight": 1000,
      "scope_profiles": [
       {
        "name": "read_only",
        "scopes": [
         "channels:read"
        ]
       }
      ]
     }
    ],
    "page_info": {
     "total_count": 1,
     "count": 1,
     "start_cursor": "c3RhcnQ"
    }
   }
  }
 },
 {
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
   "ids": {
    "app_id": "slack"
   },
   "response": {
    "data": {
     "id": "app_OkrhR1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "oauth",
     "description": "Slack is where teams talk.",
     "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
     "custom_fields_json": "[]",
     "categories": [
      "Communication"
     ],
     "featured_weight": 1000,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "channels:read"
       ]
      }
     ]
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "component_type": "action",
    "app": "slack",
    "limit": 20
   },
   "response": {
    "data": [
     {
      "key": "slack-send-message",
      "name": "Send a message",
      "version": "1.0.0",
      "configurable_props": [
       {
        "name": "slack",
        "type": "app",
        "app": "slack"
       },
       {
        "name": "channel",
        "type": "string",
        "label": "Channel",
        "description": "The channel to post to.",
        "remoteOptions": true
       },
       {
        "name": "text",
        "type": "string",
        "label": "Text"
       }
      ],
      "description": "Posts a message to a channel.",
      "component_type": "action",
      "annotations": {
       "destructiveHint": false,
       "openWorldHint": true,
       "readOnlyHint": false
      }
     }
    ],
    "page_info": {
     "total_count": 1,
     "count": 1,
     "start_cursor": "c3RhcnQ"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "component_id": "slack-send-message"
   },
   "request": {
    "version": "1.0.0"
   },
   "response": {
    "data": {
     "key": "slack-send-message",
     "name": "Send a message",
     "version": "1.0.0",
     "configurable_props": [
      {
       "name": "slack",
       "type": "app",
       "app": "slack"
      },
      {
       "name": "channel",
       "type": "string",
       "label": "Channel",
       "description": "The channel to post to.",
       "remoteOptions": true
      },
      {
       "name": "text",
       "type": "string",
       "label": "Text"
      }
     ],
     "description": "Posts a message to a channel.",
     "component_type": "action",
     "annotations": {
      "destructiveHint": false,
      "openWorldHint": true,
      "readOnlyHint": false
     }
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "id": "slack-send-message",
    "external_user_id": "user-1",
    "prop_name": "channel",
    "configured_props": {
     "slack": {
      "authProvisionId": "apn_1"
     }
    }
   },
   "response": {
    "options": [
     {
      "label": "#general",
      "value": "C024BE91L"
     },
     {
      "label": "#random",
      "value": "C061EG9SL"
     }
    ],
    "errors": [],
    "observations": [],
    "context": {
     "cursor": "dGVhbTpD"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "id": "slack-send-message",
    "external_user_id": "user-1",
    "configured_props": {
     "slack": {
      "authProvisionId": "apn_1"
     }
    }
   },
   "response": {
    "dynamicProps": {
     "id": "dyp_1",
     "configurableProps": [
      {
       "name": "slack",
       "type": "app",
       "app": "slack"
      },
      {
       "name": "channel",
       "type": "string",
       "label": "Channel",
       "description": "The channel to post to.",
       "remoteOptions": true
      },
      {
       "name": "text",
       "type": "string",
       "label": "Text"
      }
     ]
    },
    "errors": [],
    "observations": []
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "external_user_id": "user-1",
    "limit": 20
   },
   "response": {
    "data": [
     {
      "id": "dc_1",
      "owner_id": "exu_1",
      "component_id": "sc_1",
      "component_key": "slack-new-message",
      "configurable_props": [
       {
        "name": "slack",
        "type": "app",
        "app": "slack"
       },
       {
        "name": "channel",
        "type": "string",
        "label": "Channel",
        "description": "The channel to post to.",
        "remoteOptions": true
       }
      ],
      "configured_props": {
       "slack": {
        "authProvisionId": "apn_1"
       },
       "channel": "C024BE91L"
      },
      "active": true,
      "created_at": 1767323045,
      "updated_at": 1767323045,
      "name": "New messages",
      "name_slug": "new-messages",
      "emit_on_deploy": true,
      "type": "DeployedComponent"
     }
    ],
    "page_info": {
     "total_count": 1,
     "count": 1,
     "start_cursor": "c3RhcnQ"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "trigger_id": "dc_1"
   },
   "request": {
    "external_user_id": "user-1"
   },
   "response": {
    "data": {
     "id": "dc_1",
     "owner_id": "exu_1",
     "component_id": "sc_1",
     "component_key": "slack-new-message",
     "configurable_props": [
      {
       "name": "slack",
       "type": "app",
       "app": "slack"
      },
      {
       "name": "channel",
       "type": "string",
       "label": "Channel",
       "description": "The channel to post to.",
       "remoteOptions": true
      }
     ],
     "configured_props": {
      "slack": {
       "authProvisionId": "apn_1"
      },
      "channel": "C024BE91L"
     },
     "active": true,
     "created_at": 1767323045,
     "updated_at": 1767323045,
     "name": "New messages",
     "name_slug": "new-messages",
     "emit_on_deploy": true,
     "type": "DeployedComponent"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "trigger_id": "dc_1"
   },
   "request": {
    "external_user_id": "user-1",
    "active": false,
    "name": "New messages"
   },
   "response": {
    "data": {
     "id": "dc_1",
     "owner_id": "exu_1",
     "component_id": "sc_1",
     "component_key": "slack-new-message",
     "configurable_props": [
      {
       "name": "slack",
       "type": "app",
       "app": "slack"
      },
      {
       "name": "channel",
       "type": "string",
       "label": "Channel",
       "description": "The channel to post to.",
       "remoteOptions": true
      }
     ],
     "configured_props": {
      "slack": {
       "authProvisionId": "apn_1"
      },
      "channel": "C024BE91L"
     },
     "active": true,
     "created_at": 1767323045,
     "updated_at": 1767323045,
     "name": "New messages",
     "name_slug": "new-messages",
     "emit_on_deploy": true,
     "type": "DeployedComponent"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "trigger_id": "dc_1"
   },
   "request": {
    "external_user_id": "user-1",
    "ignore_hook_errors": true
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "trigger_id": "dc_1"
   },
   "request": {
    "external_user_id": "user-1",
    "n": 10
   },
   "response": {
    "data": [
     {
      "e": {
       "text": "Hello",
       "user": "U024BE7LH"
      },
      "k": "emit",
      "ts": 1767323045678,
      "id": "1767323045678-0",
      "sum": "Hello"
     }
    ]
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "trigger_id": "dc_1"
   },
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
   "ids": {
    "project_id": "proj_1",
    "trigger_id": "dc_1"
   },
   "request": {
    "external_user_id": "user-1",
    "workflow_ids": [
     "p_1"
    ]
   },
   "response": {
    "workflow_ids": [
     "p_1"
    ]
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "trigger_id": "dc_1"
   },
   "request": {
    "external_user_id": "user-1"
   },
   "response": {
    "webhook_urls": [
     "https://example.com/hook"
    ],
    "webhooks": [
     {
      "id": "wh_1",
      "url": "https://example.com/hook",
      "signing_key_set": true
     }
    ]
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "trigger_id": "dc_1"
   },
   "request": {
    "external_user_id": "user-1",
    "webhook_urls": [
     "https://example.com/hook"
    ]
   },
   "response": {
    "webhook_urls": [
     "https://example.com/hook"
    ],
    "webhooks": [
     {
      "id": "wh_1",
      "url": "https://example.com/hook",
      "signing_key_set": true
     }
    ]
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "trigger_id": "dc_1",
    "webhook_id": "wh_1"
   },
   "request": {
    "external_user_id": "user-1"
   },
   "response": {
    "data": {
     "id": "wh_1",
     "url": "https://example.com/connected",
     "signing_key_set": true,
     "created_at": 1767323045,
     "updated_at": 1767323045,
     "signing_key": "f3b1c2d4e5a69788"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "trigger_id": "dc_1",
    "webhook_id": "wh_1"
   },
   "request": {
    "external_user_id": "user-1"
   },
   "response": {
    "data": {
     "id": "wh_1",
     "url": "https://example.com/connected",
     "signing_key_set": true,
     "created_at": 1767323045,
     "updated_at": 1767323045,
     "signing_key": "f3b1c2d4e5a69788"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "s3_key": "example.txt"
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "app": "slack"
   },
   "response": {
    "data": [
     {
      "id": "oa_1",
      "client_id": "1234567890.0987654321",
      "scopes": [
       "chat:write"
      ],
      "additional_scopes": [
       "channels:read"
      ],
      "redirect_uri": "https://api.pipedream.com/connect/oauth/oa_1/callback",
      "owner_id": "o_1",
      "created_at": "2026-01-02T03:04:05.678Z",
      "updated_at": "2026-01-02T03:04:05.678Z",
      "name_slug": "slack",
      "name": "Acme’s Slack",
      "auth_type": "oauth",
      "description": "The Slack app of Acme.",
      "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
      "custom_fields_json": "[]",
      "categories": [
       "Communication"
      ],
      "featured_weight": 1000,
      "scope_profiles": [
       {
        "name": "read_only",
        "scopes": [
         "channels:read"
        ]
       }
      ]
     }
    ],
    "page_info": {
     "total_count": 1,
     "count": 1,
     "start_cursor": "c3RhcnQ"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "app": "slack",
    "client_id": "1234567890.0987654321",
    "client_secret": "slack-secret",
    "name": "Acme’s Slack"
   },
   "response": {
    "id": "oa_1",
    "client_id": "1234567890.0987654321",
    "scopes": [
     "chat:write"
    ],
    "additional_scopes": [
     "channels:read"
    ],
    "redirect_uri": "https://api.pipedream.com/connect/oauth/oa_1/callback",
    "owner_id": "o_1",
    "created_at": "2026-01-02T03:04:05.678Z",
    "updated_at": "2026-01-02T03:04:05.678Z",
    "name_slug": "slack",
    "name": "Acme’s Slack",
    "auth_type": "oauth",
    "description": "The Slack app of Acme.",
    "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
    "custom_fields_json": "[]",
    "categories": [
     "Communication"
    ],
    "featured_weight": 1000,
    "scope_profiles": [
     {
      "name": "read_only",
      "scopes": [
       "channels:read"
      ]
     }
    ]
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "id": "oa_1"
   },
   "response": {
    "id": "oa_1",
    "client_id": "1234567890.0987654321",
    "scopes": [
     "chat:write"
    ],
    "additional_scopes": [
     "channels:read"
    ],
    "redirect_uri": "https://api.pipedream.com/connect/oauth/oa_1/callback",
    "owner_id": "o_1",
    "created_at": "2026-01-02T03:04:05.678Z",
    "updated_at": "2026-01-02T03:04:05.678Z",
    "name_slug": "slack",
    "name": "Acme’s Slack",
    "auth_type": "oauth",
    "description": "The Slack app of Acme.",
    "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
    "custom_fields_json": "[]",
    "categories": [
     "Communication"
    ],
    "featured_weight": 1000,
    "scope_profiles": [
     {
      "name": "read_only",
      "scopes": [
       "channels:read"
      ]
     }
    ]
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "id": "oa_1"
   },
   "request": {
    "name": "Acme’s Slack"
   },
   "response": {
    "id": "oa_1",
    "client_id": "1234567890.0987654321",
    "scopes": [
     "chat:write"
    ],
    "additional_scopes": [
     "channels:read"
    ],
    "redirect_uri": "https://api.pipedream.com/connect/oauth/oa_1/callback",
    "owner_id": "o_1",
    "created_at": "2026-01-02T03:04:05.678Z",
    "updated_at": "2026-01-02T03:04:05.678Z",
    "name_slug": "slack",
    "name": "Acme’s Slack",
    "auth_type": "oauth",
    "description": "The Slack app of Acme.",
    "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
    "custom_fields_json": "[]",
    "categories": [
     "Communication"
    ],
    "featured_weight": 1000,
    "scope_profiles": [
     {
      "name": "read_only",
      "scopes": [
       "channels:read"
      ]
     }
    ]
   }
  }
 },
 {
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
  "example": {
   "ids": {
    "project_id": "proj_1",
    "id": "oa_1"
   }
  }
 },
 {
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
   "ids": {},
   "request": {
    "client_id": "client-1",
    "client_secret": "secret-1",
    "scope": "connect:accounts:read"
   },
   "response": {
    "access_token": "eyJhbGciOiJSUzI1NiJ9.example.token",
    "token_type": "Bearer",
    "expires_in": 3600
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "response": {
    "data": {
     "id": "wh_1",
     "url": "https://example.com/connected",
     "signing_key_set": true,
     "created_at": 1767323045,
     "updated_at": 1767323045
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "url": "https://example.com/connected"
   },
   "response": {
    "data": {
     "id": "wh_1",
     "url": "https://example.com/connected",
     "signing_key_set": true,
     "created_at": 1767323045,
     "updated_at": 1767323045
    }
   }
  }
 },
 {
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
  "example": {
   "ids": {
    "project_id": "proj_1"
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "response": {
    "data": {
     "id": "wh_1",
     "url": "https://example.com/connected",
     "signing_key_set": true,
     "created_at": 1767323045,
     "updated_at": 1767323045,
     "signing_key": "f3b1c2d4e5a69788"
    }
   }
  }
 },
 {
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
   "ids": {},
   "request": {
    "q": "Acme"
   },
   "response": {
    "data": [
     {
      "id": "proj_1",
      "name": "Acme",
      "app_name": "Acme Assistant",
      "support_email": "help@example.com",
      "connect_require_key_auth_test": false
     }
    ],
    "page_info": {
     "total_count": 1,
     "count": 1,
     "start_cursor": "c3RhcnQ"
    }
   }
  }
 },
 {
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
   "ids": {},
   "request": {
    "name": "Acme",
    "support_email": "help@example.com"
   },
   "response": {
    "id": "proj_1",
    "name": "Acme",
    "app_name": "Acme Assistant",
    "support_email": "help@example.com",
    "connect_require_key_auth_test": false
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "response": {
    "id": "proj_1",
    "name": "Acme",
    "app_name": "Acme Assistant",
    "support_email": "help@example.com",
    "connect_require_key_auth_test": false
   }
  }
 },
 {
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
  "example": {
   "ids": {
    "project_id": "proj_1"
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "app_name": "Acme Assistant"
   },
   "response": {
    "id": "proj_1",
    "name": "Acme",
    "app_name": "Acme Assistant",
    "support_email": "help@example.com",
    "connect_require_key_auth_test": false
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "logo": "data:image/png;base64,iVBORw0KGgo="
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "response": {
    "apps": [
     {
      "id": "app_OkrhR1",
      "name_slug": "slack"
     }
    ]
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "url_64": "aHR0cHM6Ly9zbGFjay5jb20vYXBpL3g/bGltaXQ9MjA="
   },
   "request": {
    "url": "https://slack.com/api/conversations.list",
    "external_user_id": "user-1",
    "account_id": "apn_1",
    "params": {
     "limit": "20"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "url_64": "aHR0cHM6Ly9zbGFjay5jb20vYXBpL3g/bGltaXQ9MjA="
   },
   "request": {
    "url": "https://slack.com/api/chat.postMessage",
    "external_user_id": "user-1",
    "account_id": "apn_1",
    "body": {
     "channel": "C024BE91L",
     "text": "Hello"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "url_64": "aHR0cHM6Ly9zbGFjay5jb20vYXBpL3g/bGltaXQ9MjA="
   },
   "request": {
    "url": "https://slack.com/api/chat.postMessage",
    "external_user_id": "user-1",
    "account_id": "apn_1",
    "body": {
     "channel": "C024BE91L",
     "text": "Hello"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "url_64": "aHR0cHM6Ly9zbGFjay5jb20vYXBpL3g/bGltaXQ9MjA="
   },
   "request": {
    "url": "https://slack.com/api/files/F024BE91L",
    "external_user_id": "user-1",
    "account_id": "apn_1"
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "url_64": "aHR0cHM6Ly9zbGFjay5jb20vYXBpL3g/bGltaXQ9MjA="
   },
   "request": {
    "url": "https://slack.com/api/chat.postMessage",
    "external_user_id": "user-1",
    "account_id": "apn_1",
    "body": {
     "channel": "C024BE91L",
     "text": "Hello"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "external_user_id": "user-1",
    "allowed_origins": [
     "https://example.com"
    ],
    "success_redirect_uri": "https://example.com/ok",
    "expires_in": 3600
   },
   "response": {
    "token": "ctok_0123456789abcdef0123456789abcdef",
    "expires_at": "2026-01-02T07:04:05.000Z",
    "connect_link_url": "https://pipedream.com/_static/connect.html?token=ctok_0123456789abcdef0123456789abcdef&connectLink=true"
   }
  }
 },
 {
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
   "ids": {
    "ctok": "ctok_0123456789abcdef0123456789abcdef"
   },
   "request": {
    "app_id": "slack"
   },
   "response": {
    "success": true,
    "app": {
     "id": "app_OkrhR1",
     "name_slug": "slack",
     "name": "Slack",
     "auth_type": "oauth",
     "description": "Slack is where teams talk.",
     "img_src": "https://assets.pipedream.net/s.v0/app_OkrhR1/logo/orig",
     "custom_fields_json": "[]",
     "categories": [
      "Communication"
     ],
     "featured_weight": 1000,
     "scope_profiles": [
      {
       "name": "read_only",
       "scopes": [
        "channels:read"
       ]
      }
     ]
    },
    "project_app_name": "Acme Assistant",
    "project_environment": "production",
    "project_id": "proj_1",
    "project_support_email": "help@example.com",
    "success_redirect_uri": "https://example.com/ok",
    "error_redirect_uri": "https://example.com/failed"
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "app": "slack",
    "limit": 20
   },
   "response": {
    "data": [
     {
      "key": "slack-new-message",
      "name": "New message",
      "version": "1.0.0",
      "configurable_props": [
       {
        "name": "slack",
        "type": "app",
        "app": "slack"
       },
       {
        "name": "channel",
        "type": "string",
        "label": "Channel",
        "description": "The channel to listen to.",
        "remoteOptions": true
       }
      ],
      "description": "Emits an event for each new message in a channel.",
      "component_type": "trigger"
     }
    ],
    "page_info": {
     "total_count": 1,
     "count": 1,
     "start_cursor": "c3RhcnQ"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1",
    "component_id": "slack-new-message"
   },
   "request": {
    "version": "1.0.0"
   },
   "response": {
    "data": {
     "key": "slack-new-message",
     "name": "New message",
     "version": "1.0.0",
     "configurable_props": [
      {
       "name": "slack",
       "type": "app",
       "app": "slack"
      },
      {
       "name": "channel",
       "type": "string",
       "label": "Channel",
       "description": "The channel to listen to.",
       "remoteOptions": true
      }
     ],
     "description": "Emits an event for each new message in a channel.",
     "component_type": "trigger"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "id": "slack-new-message",
    "external_user_id": "user-1",
    "prop_name": "channel",
    "configured_props": {
     "slack": {
      "authProvisionId": "apn_1"
     }
    }
   },
   "response": {
    "options": [
     {
      "label": "#general",
      "value": "C024BE91L"
     },
     {
      "label": "#random",
      "value": "C061EG9SL"
     }
    ],
    "errors": [],
    "observations": [],
    "context": {
     "cursor": "dGVhbTpD"
    }
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "id": "slack-new-message",
    "external_user_id": "user-1",
    "configured_props": {
     "slack": {
      "authProvisionId": "apn_1"
     }
    }
   },
   "response": {
    "dynamicProps": {
     "id": "dyp_1",
     "configurableProps": [
      {
       "name": "slack",
       "type": "app",
       "app": "slack"
      },
      {
       "name": "channel",
       "type": "string",
       "label": "Channel",
       "description": "The channel to post to.",
       "remoteOptions": true
      },
      {
       "name": "text",
       "type": "string",
       "label": "Text"
      }
     ]
    },
    "errors": [],
    "observations": []
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "id": "slack-new-message",
    "external_user_id": "user-1",
    "configured_props": {
     "slack": {
      "authProvisionId": "apn_1"
     },
     "channel": "C024BE91L"
    },
    "webhook_url": "https://example.com/hook"
   },
   "response": {
    "data": {
     "id": "dc_1",
     "owner_id": "exu_1",
     "component_id": "sc_1",
     "component_key": "slack-new-message",
     "configurable_props": [
      {
       "name": "slack",
       "type": "app",
       "app": "slack"
      },
      {
       "name": "channel",
       "type": "string",
       "label": "Channel",
       "description": "The channel to post to.",
       "remoteOptions": true
      }
     ],
     "configured_props": {
      "slack": {
       "authProvisionId": "apn_1"
      },
      "channel": "C024BE91L"
     },
     "active": true,
     "created_at": 1767323045,
     "updated_at": 1767323045,
     "name": "New messages",
     "name_slug": "new-messages",
     "emit_on_deploy": true,
     "type": "DeployedComponent"
    }
   }
  }
 },
 {
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
   "ids": {},
   "request": {
    "start_ts": 1767225600,
    "end_ts": 1767312000
   },
   "response": {
    "data": [
     {
      "action_run_credits_used": 12,
      "credits_used": 20,
      "proxy_credits_used": 5,
      "source_emit_credits_used": 3,
      "usage_start_ts": 1767225600,
      "usage_end_ts": 1767312000
     }
    ]
   }
  }
 },
 {
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
  "example": {
   "ids": {
    "project_id": "proj_1",
    "external_user_id": "user-1"
   }
  }
 },
 {
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
   "ids": {
    "project_id": "proj_1"
   },
   "request": {
    "q": "user",
    "limit": 20
   },
   "response": {
    "data": [
     {
      "id": "exu_1",
      "external_id": "user-1",
      "created_at": "2026-01-02T03:04:05.678Z",
      "updated_at": "2026-01-02T03:04:05.678Z"
     }
    ],
    "page_info": {
     "total_count": 1,
     "count": 1,
     "start_cursor": "c3RhcnQ"
    }
   }
  }
 }
]
