package io.countersign.token.refusal;

import com.mongodb.MongoException;
import io.countersign.eventstore.EventLogException;
import io.countersign.web.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/** When an owner, our own log or our database does not answer, nothing is issued and nothing is called valid: 503 and try again (fail closed). */
public class DependencyUnavailable extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(DependencyUnavailable.class);
    private final OAuthRefusals refusals;

    public DependencyUnavailable(OAuthRefusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (Problem | EventLogException | MongoException silent) {
            LOG.warn("{} cannot be decided, a dependency is unavailable", request.getRequestURI(), silent);
            refusals.write(response, OAuthError.TEMPORARILY_UNAVAILABLE, "The request cannot be decided now. Try again.");
        }
    }
}
