"""Static files under names that hold a digest of their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also follows the imports of JavaScript modules, so that a module's own imports are hashed too."""

    support_js_module_import_aggregation = True
    manifest_strict = False
