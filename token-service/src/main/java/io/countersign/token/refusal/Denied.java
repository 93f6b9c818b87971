package io.countersign.token.refusal;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.token.contract.Parties;
import io.countersign.web.denial.AccessDenied.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** A refusal for one of the reasons of C28; once it is known whose access was refused, the reasons can be asked for. */
public final class Denied extends OAuth2AuthenticationException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient @Nullable AccessEntry inTheWay;
    private final transient @Nullable Grounds grounds;

    private Denied(OAuth2Error error, String code, @Nullable AccessEntry inTheWay, @Nullable Grounds grounds) {
        super(error);
        this.code = code;
        this.inTheWay = inTheWay;
        this.grounds = grounds;
    }

    /** @param inTheWay the access entry that it failed on, null for another reason */
    static Denied because(OAuthError error, String code, @Nullable AccessEntry inTheWay, String description) {
        return new Denied(new OAuth2Error(error.code(), description, null), code, inTheWay, null);
    }

    /**
     * Whose access it was.
     *
     * @param grant           that was asked for
     * @param authorizedUnder epoch per key that the access rests on
     */
    public record Grounds(Subject subject, String grant, Map<String, Long> authorizedUnder) {
        /** @param connectionId null where none was opened yet */
        public static Grounds of(Parties parties, @Nullable String connectionId, String grant, Map<String, Long> authorizedUnder) {
            var rests = new HashMap<>(authorizedUnder);
            if (connectionId != null) {
                rests.putIfAbsent(AccessKeys.connection(connectionId), 0L);
            }
            return new Grounds(new Subject(parties.organizationId(), parties.projectId(), connectionId, parties.clientId(),
                    parties.subjectId(), parties.serverId()), grant, rests);
        }
    }

    /** The same refusal, of this access. */
    public Denied on(Grounds known) {
        return new Denied(getError(), code, inTheWay, known);
    }

    String code() {
        return code;
    }

    @Nullable
    AccessEntry inTheWay() {
        return inTheWay;
    }

    /** Empty while nobody knows whose access it was. */
    Optional<Grounds> grounds() {
        return Optional.ofNullable(grounds);
    }
}
