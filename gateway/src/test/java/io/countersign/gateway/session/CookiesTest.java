package io.countersign.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.gateway.origin.PublicUrls;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

/** RFC 6265bis, 4.1.3: what a browser keeps to the one host that set it. */
class CookiesTest {
    private static final String VALUE = "A".repeat(43);
    private final Cookies cookies = new Cookies(new PublicUrls(URI.create("https://access.example")));

    @Test
    void underAnHttpsAddressTheCookieIsSecureAndNamedAfterItsHost() {
        var response = new MockServerHttpResponse();
        cookies.setSession(response, new SessionSecret(VALUE));
        assertThat(response.getCookies().getFirst("__Host-countersign-session"))
                .hasToString("__Host-countersign-session=" + VALUE + "; Path=/; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void aCookieOfAnotherNameOrFormOrTwoOfThemAreNone() {
        assertThat(cookies.session(request(new HttpCookie("__Host-countersign-session", VALUE)))).contains(new SessionSecret(VALUE));
        assertThat(cookies.session(request(new HttpCookie("countersign-session", VALUE)))).isEmpty();
        assertThat(cookies.session(request(new HttpCookie("__Host-countersign-session", VALUE + "A")))).isEmpty();
        assertThat(cookies.session(request(new HttpCookie("__Host-countersign-session", VALUE),
                new HttpCookie("__Host-countersign-session", "B".repeat(43))))).isEmpty();
    }

    private static MockServerHttpRequest request(HttpCookie... sent) {
        return MockServerHttpRequest.get("/").cookie(sent).build();
    }
}
