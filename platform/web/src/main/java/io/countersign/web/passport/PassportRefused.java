package io.countersign.web.passport;

/** A token that is not a passport this service accepts. The reason is for the log; the caller learns only that it is not authenticated. */
final class PassportRefused extends RuntimeException {
    PassportRefused(String reason) {
        super(reason);
    }
}
