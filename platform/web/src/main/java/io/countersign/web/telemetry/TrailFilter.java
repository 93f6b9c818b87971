package io.countersign.web.telemetry;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts each request on its {@link Trail} and answers its correlation id, whatever else happens to it. */
final class TrailFilter extends OncePerRequestFilter {
    private static final String ATTRIBUTE = TrailFilter.class.getName();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var trail = request.getAttribute(ATTRIBUTE) instanceof Trail known
                ? known
                : Trail.continued(request.getHeader(Trail.CORRELATION_HEADER));
        request.setAttribute(ATTRIBUTE, trail);
        request.setAttribute(Trail.CORRELATION_HEADER, trail.correlationId());
        if (!response.isCommitted()) {
            response.setHeader(Trail.CORRELATION_HEADER, trail.correlationId());
        }
        var scope = trail.open();
        try {
            chain.doFilter(request, response);
        } finally {
            scope.close();
        }
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
