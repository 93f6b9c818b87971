package io.countersign.events.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Makes an {@code Optional<Receipt>} of the header {@value Receipts#HEADER}. */
final class ReceiptResolver implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Optional.class && parameter.nested().getNestedParameterType() == Receipt.class;
    }

    @Override
    public Optional<Receipt> resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
        return Optional.ofNullable(request.getHeader(Receipts.HEADER)).map(Receipts::parse);
    }
}
