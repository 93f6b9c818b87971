package io.countersign.gateway.origin;

import java.util.List;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/** Puts every {@link PublicFilter}, in their order, before all else that the public server runs; the management server is made without. */
@Component
class PublicFilters implements WebHttpHandlerBuilderCustomizer {
    private final List<PublicFilter> filters;

    PublicFilters(List<PublicFilter> filters) {
        this.filters = filters;
    }

    @Override
    public void customize(WebHttpHandlerBuilder builder) {
        builder.filters(all -> all.addAll(0, filters.stream().<WebFilter>map(filter -> filter::filter).toList()));
    }
}
