package io.countersign.registry.authority;

import io.countersign.web.passport.Passport;
import io.countersign.web.passport.StepUp;
import io.countersign.web.problem.Problem;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * The platform team (domain.md 2.8): named by whoever runs the installation, a role in every organization that shows nothing of it and
 * allows only what no owner may decide.
 */
@Component
public class Operators {
    static final String ROLE = "operator";

    private final Settings settings;
    private final Clock clock;

    Operators(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The roles somebody has in an organization, and {@code operator} for those who are. */
    public Set<String> with(String userId, Set<String> roles) {
        if (!settings.users.contains(userId)) {
            return roles;
        }
        var all = new TreeSet<>(roles);
        all.add(ROLE);
        return all;
    }

    /** What somebody may do for the whole installation. */
    public Set<String> rolesOf(String userId) {
        return with(userId, Set.of());
    }

    /**
     * That the caller acts for the whole installation; a sensitive action (C-3).
     *
     * @throws Problem when the caller is no operator, no person, or signed in too long ago
     */
    public void require(Passport caller) {
        requireOne(caller);
        StepUp.require(caller, clock.instant());
    }

    /**
     * That the caller acts for the whole installation, to look at it.
     *
     * @throws Problem when the caller is no operator
     */
    public static void requireOne(Passport caller) {
        if (!caller.has(ROLE)) {
            throw Problem.forbidden();
        }
    }

    /**
     * The organization the operator acts on; a sensitive action (C-3, break-glass).
     *
     * @throws Problem when the caller is no operator, no person, or signed in too long ago
     */
    public String organization(Passport caller) {
        require(caller);
        return Authority.organization(caller);
    }

    /** @param users ids of the platform operators at the identity provider */
    @ConfigurationProperties("countersign.operators")
    record Settings(@DefaultValue Set<String> users) {
        Settings {
            users = Set.copyOf(users);
        }
    }
}
