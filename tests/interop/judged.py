# SPDX-License-Identifier: Apache-2.0
"""Which codes of refusal a verifier without the rules of pledges judges: what docs/VERIFYING.md, "Signatures and rights", asks of
it. verify_export.py is one."""

JUDGED = {
    "key_unknown", "key_revoked", "key_replaced", "party_suspended", "root_key_misused", "root_quorum_missing", "signature_invalid",
    "signature_missing", "signature_unexpected", "signer_unexpected", "role_missing", "role_escalation", "not_the_owner",
    "not_a_member", "member_has_key", "judge_has_interest", "judge_took_part", "auditors_are_one", "auditor_too_new",
    "key_revokes_itself", "ledger_exists", "ledger_wrong", "stream_wrong", "prev_not_head", "kind_unknown", "version_unknown",
    "not_canonical", "signers_invalid", "party_exists", "party_unknown", "roles_missing", "key_exists", "role_not_of_party",
    "key_holds_too_much", "recovered_unexpected", "root_key_not_operators", "registrar_not_operator", "operator_not_registrar",
    "operator_suspended", "already_suspended", "not_suspended", "key_already_revoked", "compromised_since_out_of_range",
    "root_quorum_lost", "root_quorum_wrong", "pledge_exists", "at_too_early", "too_many_keys"}

# Rules that need a body's schema, the published lists, or the state of a pledge. A verifier that has them can check these rules
# with an export of everything.
NOT_JUDGED = {
    "text_invalid": "it reads no text for what people would see; these exports it refuses for their heads, which leave out the statement",
    "partner_must_sign": "the roles of a party that only `partners` names are not in an export",
    "state_not_allowed": "it keeps no state of a pledge's life",
    "notice_too_recent": "it keeps no notices",
    "verified_by_enterer": "it reads no assurance",
}
# Attacks whose code is judged elsewhere.
NOT_JUDGED_TESTS = {
    "Corrections-UndoNoPartnersWord": "what a correction does to a partner is a rule of amendments, not of signatures",
}
