dist_doc_DATA = README.md LICENSE CONTRIBUTING.md %D%/architecture.md \
	%D%/auth.md %D%/configuration.md %D%/openapi.yaml %D%/operations.md \
	%D%/points.md
EXTRA_DIST += %D%/decisions %D%/mermaid %D%/screenshot.png
