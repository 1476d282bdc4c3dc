"""How the API answers: settings of REST framework and of its schema."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "community.api.authentication.KeyAuthentication"
    ],
    "DEFAULT_PERMISSION_CLASSES": ["community.api.permissions.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["community.api.parsers.PlainJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "community.api.pagination.NewestFirst",
    "DEFAULT_FILTER_BACKENDS": ["community.api.filters.StrictFilters"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["community.api.throttles.KeyThrottle"],
    "EXCEPTION_HANDLER": "community.api.errors.answer",
    "UNAUTHENTICATED_USER": None,
    "PAGE_SIZE": 30,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Hearth API",
    "VERSION": "1",
    "DESCRIPTION": "Pull what customers say and what was learned from it.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "community.api.refusals.add_refusals",
    ],
}
