package io.countersign.consent.page;

import io.countersign.consent.page.PageRefused.Reason;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Lets in only forms that our own page sent: exactly one {@code Origin}, ours, and no browser that says otherwise in
 * {@code Sec-Fetch-Site}. A page elsewhere, a frame without an origin and a program that says nothing are all refused.
 */
@Component
class SameOriginForms {
    private static final Set<String> OWN = Set.of("same-origin", "none");
    private final String origin;

    SameOriginForms(@Value("${countersign.base-url}") URI base) {
        this.origin = base.getScheme() + "://" + base.getAuthority();
    }

    /** @throws PageRefused when the form came from anywhere else */
    void require(HttpHeaders headers) {
        var site = headers.getOrDefault("Sec-Fetch-Site", List.of());
        if (!headers.getOrDefault(HttpHeaders.ORIGIN, List.of()).equals(List.of(origin)) || !OWN.containsAll(site)) {
            throw new PageRefused(Reason.FOREIGN_FORM);
        }
    }
}
