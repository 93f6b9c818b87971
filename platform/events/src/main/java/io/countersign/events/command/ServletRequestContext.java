package io.countersign.events.command;

import io.countersign.events.log.Origin;
import io.countersign.web.api.Versions;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Reads the caller from the passport and {@code If-Match} from the servlet request. */
final class ServletRequestContext implements RequestContext {
    private static final String IF_MATCH_TAKEN = ServletRequestContext.class.getName() + ".ifMatchTaken";

    private final RequestContext outside;

    ServletRequestContext(String service) {
        this.outside = RequestContext.none(service);
    }

    @Override
    public Origin origin() {
        var passport = passport();
        return passport == null ? outside.origin() : origin(passport.actor(), passport.organization());
    }

    @Override
    public Origin origin(Actor actor, @Nullable String organization) {
        var origin = outside.origin(actor, organization);
        return request() == null
                ? origin
                : new Origin(actor, organization, origin.correlationId(), origin.correlationId(), origin.traceparent());
    }

    @Override
    public @Nullable Long takeExpectedVersion() {
        var request = request();
        if (request == null || request.getAttribute(IF_MATCH_TAKEN) != null) {
            return null;
        }
        request.setAttribute(IF_MATCH_TAKEN, true);
        var version = Versions.ifMatch(request.getHeader("If-Match"));
        return version.isPresent() ? Long.valueOf(version.getAsLong()) : null;
    }

    @Override
    public @Nullable ClaimedRequest claimed() {
        var request = request();
        return request == null ? null : (ClaimedRequest) request.getAttribute(ClaimedRequest.ATTRIBUTE);
    }

    static @Nullable Passport passport() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Passport passport ? passport : null;
    }

    private static @Nullable HttpServletRequest request() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes ? attributes.getRequest() : null;
    }
}
