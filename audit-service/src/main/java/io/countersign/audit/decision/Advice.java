package io.countersign.audit.decision;

import io.countersign.web.denial.AccessDenied;

/**
 * A refusal in plain words, for the person whose call it was.
 *
 * @param sentence what the matter is
 * @param nextStep what can be done
 */
record Advice(String sentence, String nextStep) {
    static Advice on(AccessDenied denied) {
        return switch (denied.code()) {
            case "org_suspended" -> new Advice("The organization, or the project of this server, is switched off for now.",
                    "Ask an owner of the organization when it goes on.");
            case "ip_not_allowed" -> new Advice("The organization is not reached from the address that the call came from.",
                    "Call from a network that the organization allows, or ask an owner to allow this one.");
            case "token_invalid" -> new Advice("What the client presented is not valid any more.", "Connect the client again.");
            case "member_disabled" -> new Advice("Your access by AI clients is switched off.",
                    "Ask an owner of the organization to switch it on; then connect the client again.");
            case "member_left" -> new Advice("You are no member of the organization any more.",
                    "Ask an owner of the organization if this is wrong.");
            case "client_revoked" -> new Advice("This client's access was ended, for everybody.",
                    "Ask an owner of the organization, or use another client.");
            case "client_disabled" ->
                new Advice("This client is switched off for now.", "Ask an owner of the organization when it goes on.");
            case "client_not_approved" -> new Advice("This client may not use this server.",
                    "Ask an owner or an administrator of the project to allow the client on the server.");
            case "server_disabled" -> new Advice("This server is switched off.", "Ask an administrator of its project.");
            case "consent_withdrawn" -> new Advice("The consent that this client acted on was withdrawn or reduced.",
                    "Connect the client again; it asks for your consent.");
            case "connection_revoked" -> new Advice("This connection was ended.", "Connect the client again; it asks for your consent.");
            case "connection_expired" -> new Advice("This connection has expired: it was not used for too long, or its time was over.",
                    "Connect the client again.");
            case "audience_mismatch" -> new Advice("The client used what was meant for another server.",
                    "Connect the client to this server as well.");
            case "insufficient_scope" -> new Advice("The client lacks a permission that this needs"
                    + (denied.missingScopes().isEmpty() ? "." : ": " + String.join(", ", denied.missingScopes()) + "."),
                    "Connect the client again and allow it, if you want the client to do this.");
            default -> new Advice("The call was refused.", "Ask an owner of the organization, with the id of this decision.");
        };
    }
}
