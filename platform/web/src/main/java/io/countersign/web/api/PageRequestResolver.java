package io.countersign.web.api;

import io.countersign.web.problem.ValidationFailed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Makes a {@link PageRequest} of {@code limit} and {@code cursor}. */
final class PageRequestResolver implements HandlerMethodArgumentResolver {
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_.~=-]{1,512}");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class;
    }

    @Override
    public PageRequest resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return new PageRequest(limit(request.getParameter("limit")), cursor(request.getParameter("cursor"), request));
    }

    private static int limit(@Nullable String limit) {
        if (limit == null || limit.isEmpty()) {
            return PageRequest.DEFAULT_LIMIT;
        }
        if (!LIMIT.matcher(limit).matches() || Integer.parseInt(limit) > PageRequest.MAX_LIMIT) {
            throw new ValidationFailed("limit", "must be between 1 and " + PageRequest.MAX_LIMIT);
        }
        return Integer.parseInt(limit);
    }

    private static @Nullable String cursor(@Nullable String cursor, NativeWebRequest request) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        if (!CURSOR.matcher(cursor).matches()) {
            throw new ValidationFailed("cursor", "must be the nextCursor of an earlier page");
        }
        return Cursors.taken(cursor, Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    }
}
