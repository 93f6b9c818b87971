package io.countersign.gateway.signin;

/** An answer of the identity provider that signs nobody in. The reason is for the log. */
final class SignInFailed extends RuntimeException {
    SignInFailed(String reason) {
        super(reason);
    }
}
