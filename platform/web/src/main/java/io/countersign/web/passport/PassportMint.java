package io.countersign.web.passport;

/** Mints passports: a JWT (ES256, type {@code passport+jwt}, 60 s, reused 30 s per principal and target). */
public interface PassportMint {
    /** @param audience name of the one service that may accept it, for example {@code registry-service} */
    String mint(Passport passport, String audience);

    /** A passport of this service itself, role {@code service}, for its own synchronous questions. */
    String mintForSelf(String audience);
}
