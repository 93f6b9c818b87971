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
class CursorMarks implements ResponseBodyAdvice<Page<?>> {
    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
        return Page.class.isAssignableFrom(returnType.getParameterType());
    }

    @Override
    public @Nullable Page<?> beforeBodyWrite(@Nullable Page<?> page, MethodParameter returnType, MediaType type,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request, ServerHttpResponse response) {
        return page != null && page.nextCursor() != null && request instanceof ServletServerHttpRequest servlet
                ? new Page<>(page.items(), Cursors.given(page.nextCursor(), servlet.getServletRequest()))
                : page;
    }
}
