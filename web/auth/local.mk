# The pages of the account, as they are read when motus-auth starts.
authdir = $(pkgdatadir)/web/auth
dist_auth_DATA = \
	%D%/account.html \
	%D%/account_name.html \
	%D%/codes.html \
	%D%/consent.html \
	%D%/en.json \
	%D%/error.html \
	%D%/errors.html \
	%D%/field_code.html \
	%D%/field_name.html \
	%D%/field_new_name.html \
	%D%/field_new_password.html \
	%D%/field_password.html \
	%D%/form_post.html \
	%D%/forms.css \
	%D%/fr.json \
	%D%/layout.html \
	%D%/login.html \
	%D%/logout.html \
	%D%/recover.html \
	%D%/register.html \
	%D%/token.html
