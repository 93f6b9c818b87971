package io.countersign.web.telemetry;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts each request on its {@link CorrelationContext} and answers its correlation id, whatever else happens to it. */
final class CorrelationFilter extends OncePerRequestFilter {
    private static final String ATTRIBUTE = CorrelationFilter.class.getName();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var correlation = request.getAttribute(ATTRIBUTE) instanceof CorrelationContext known
                ? known
                : CorrelationContext.continued(request.getHeader(CorrelationContext.CORRELATION_HEADER));
        request.setAttribute(ATTRIBUTE, correlation);
        request.setAttribute(CorrelationContext.CORRELATION_HEADER, correlation.correlationId());
        if (!response.isCommitted()) {
            response.setHeader(CorrelationContext.CORRELATION_HEADER, correlation.correlationId());
        }
        var scope = correlation.open();
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
