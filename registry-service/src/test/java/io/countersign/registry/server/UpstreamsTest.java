package io.countersign.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.registry.given.Refusals;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import io.countersign.web.outbound.OutboundGuard;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.hamcrest.MatcherAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamsTest {
    private static final OutboundGuard INTERNET = new OutboundGuard(List.of(), Set::of, InetAddress::getAllByName);
    private static final OutboundGuard MACHINE = new OutboundGuard(List.of("127.0.0.0/8"), () -> Set.of(8101), InetAddress::getAllByName);
    private final Upstreams strict = new Upstreams(INTERNET);
    private final Upstreams local = new Upstreams(MACHINE);

    @AfterAll
    static void end() {
        INTERNET.close();
        MACHINE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1/mcp", "https://10.1.2.3/mcp", "https://192.168.0.1/", "https://169.254.169.254/latest",
            "https://[::1]/", "https://[fd00::1]/", "https://[::ffff:10.0.0.1]/", "https://100.64.0.1/", "https://localhost/mcp",
            "http://127.0.0.1:8085/mcp", "https://0.0.0.0/"})
    void nothingInsideTheOperatorsNetworkIsReached(String url) {
        assertThatThrownBy(() -> strict.require(url))
                .satisfies(thrown -> MatcherAssert.assertThat((Refused) thrown, Refusals.refused(Reason.SSRF_BLOCKED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/mcp", "ftp://example.com/", "https://user:pw@example.com/", "https://example.com/#there",
            "mailto:a@b", "https:///nowhere", "not a url"})
    void aUrlThatIsNoPlainHttpsUrlIsInvalidEverywhere(String url) {
        assertThatThrownBy(() -> local.require(url))
                .satisfies(thrown -> MatcherAssert.assertThat((Refused) thrown, Refusals.refused(Reason.INVALID)));
    }

    @Test
    void plainHttpIsForThisMachine() {
        assertThat(local.require("http://127.0.0.1:8085/mcp")).isEqualTo("http://127.0.0.1:8085/mcp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8101/actuator/deadletters", "http://localhost:8101/", "https://93.184.216.34:8101/",
            "http://[::1]:8085/"})
    void noPortOfThePlatformAndNoRangeThatIsNotNamed(String url) {
        assertThatThrownBy(() -> local.require(url))
                .satisfies(thrown -> MatcherAssert.assertThat((Refused) thrown, Refusals.refused(Reason.SSRF_BLOCKED)));
    }

    @Test
    void aNameThatDoesNotResolveYetIsForTheGatewayToJudge() {
        assertThat(strict.require("https://not-yet.invalid/mcp")).isEqualTo("https://not-yet.invalid/mcp");
    }

    @Test
    void aPublicAddressIsFine() {
        assertThat(strict.require("https://93.184.216.34/mcp")).isEqualTo("https://93.184.216.34/mcp");
    }
}
