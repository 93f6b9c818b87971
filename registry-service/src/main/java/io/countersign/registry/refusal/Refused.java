package io.countersign.registry.refusal;

import java.util.List;

/** A rule of the registry says no; nothing happened. */
public final class Refused extends RuntimeException {
    private final Reason reason;
    private final List<Field> fields;

    private Refused(Reason reason, String detail, List<Field> fields) {
        super(detail);
        this.reason = reason;
        this.fields = List.copyOf(fields);
    }

    /** @param detail public text: what is wrong and what to do */
    public static Refused because(Reason reason, String detail) {
        return new Refused(reason, detail, List.of());
    }

    /** There is no such thing in the caller's organization: another organization's ids are as unknown as invented ones. */
    public static Refused unknown() {
        return because(Reason.UNKNOWN, "There is no such resource in this organization.");
    }

    public static Refused forbidden() {
        return because(Reason.FORBIDDEN, "Your role does not allow this.");
    }

    public static Refused terminal(String detail) {
        return because(Reason.ALREADY_TERMINAL, detail);
    }

    public static Refused invalid(String field, String message) {
        return new Refused(Reason.INVALID, "The request is not valid: " + field + " " + message + ".", List.of(new Field(field, message)));
    }

    public Reason reason() {
        return reason;
    }

    public List<Field> fields() {
        return fields;
    }

    /** What a rule can say no for. */
    public enum Reason {
        UNKNOWN, FORBIDDEN, INVALID, NAME_MISMATCH, ALREADY_TERMINAL, KEY_SUSPENDED, ALREADY_EXISTS, HAS_OWNERS, TOO_MANY, SSRF_BLOCKED, RENEWAL_REQUIRED, OWNER_REQUIRED, CLIENT_UNKNOWN, RESOURCE_UNKNOWN, CLIENT_NOT_BOUND, UNKNOWN_CLIENTS_CLOSED, APPROVAL_REQUIRED, APPROVAL_PENDING, APPROVAL_REJECTED, CLIENT_METADATA_REFUSED, KEYS_UNAVAILABLE
    }

    /** A field of the request and what is wrong with it. */
    public record Field(String field, String message) {
    }
}
