package io.countersign.web.passport;

import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller with a checked passport; its authorities are {@code ROLE_<ROLE>} in upper case. */
final class PassportAuthentication extends AbstractAuthenticationToken {
    private final transient Passport passport;

    PassportAuthentication(Passport passport) {
        super(passport.roles().stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role.toUpperCase(Locale.ROOT))).toList());
        this.passport = passport;
        super.setAuthenticated(true);
    }

    @Override
    public Passport getPrincipal() {
        return passport;
    }

    /** The token itself is not kept. */
    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return passport.actor().id();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PassportAuthentication that && passport.equals(that.passport);
    }

    @Override
    public int hashCode() {
        return passport.hashCode();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(PassportAuthentication.class.getName());
    }

    private void readObject(ObjectInputStream in) throws NotSerializableException {
        throw new NotSerializableException(PassportAuthentication.class.getName());
    }
}
