package io.countersign.web.api;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Marks the cursor of every page with the list it belongs to. */
@RestControllerAdvice
class CursorBinding implements ResponseBodyAdvice<Paged<?>> {
    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
        return Paged.class.isAssignableFrom(returnType.getParameterType());
    }

    @Override
    public @Nullable Paged<?> beforeBodyWrite(@Nullable Paged<?> page, MethodParameter returnType, MediaType type,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request, ServerHttpResponse response) {
        var cursor = page == null ? null : page.nextCursor();
        return page != null && cursor != null && request instanceof ServletServerHttpRequest servlet
                ? page.going(Cursors.given(cursor, servlet.getServletRequest()))
                : page;
    }
}
