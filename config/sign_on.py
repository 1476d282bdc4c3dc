"""How members prove who they are, besides a password: second factors and passkeys."""

MFA_ADAPTER = "community.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a finger, a face or a code: two factors
MFA_FORMS = {
    "add_webauthn": "community.passkey_forms.PasskeyForm",
    "edit_webauthn": "community.passkey_forms.PasskeyNameForm",
    "login_webauthn": "community.passkey_forms.LoginForm",
    "authenticate_webauthn": "community.passkey_forms.SecondFactorForm",
    "reauthenticate_webauthn": "community.passkey_forms.AgainForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}  # as many as by password
