package io.countersign.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundGuardTest {
    private final AtomicInteger lookups = new AtomicInteger();
    private volatile String[] answer = {"93.184.216.34"};
    private volatile Set<Integer> refused = Set.of(8103);
    private final OutboundGuard guard = new OutboundGuard(List.of("127.0.0.0/8"), () -> refused, host -> {
        lookups.incrementAndGet();
        var addresses = new InetAddress[answer.length];
        for (var n = 0; n < answer.length; n++) {
            addresses[n] = InetAddress.getByName(answer[n]);
        }
        return addresses;
    });

    @AfterEach
    void end() {
        guard.close();
    }

    @Test
    void theAddressesThatWereJudgedAreTheAnswerAndNothingIsLookedUpTwice() throws IOException {
        answer = new String[]{"93.184.216.34", "2606:4700::1111"};
        assertThat(guard.resolve("mcp.example", 443)).containsExactly(new InetSocketAddress("93.184.216.34", 443),
                new InetSocketAddress("2606:4700::1111", 443));
        assertThat(lookups).hasValue(1);
    }

    @Test
    void aNameThatStandsForAnotherAddressLaterIsJudgedAgain() throws IOException {
        guard.resolve("mcp.example", 443);
        answer = new String[]{"169.254.169.254"};
        assertThatThrownBy(() -> guard.resolve("mcp.example", 443)).isInstanceOf(OutboundRefused.class).hasMessageNotContaining("169.254");
    }

    @Test
    void oneAddressThatIsRefusedIsEnough() {
        answer = new String[]{"93.184.216.34", "10.0.0.1"};
        assertThatThrownBy(() -> guard.resolve("mcp.example", 443)).isInstanceOf(OutboundRefused.class);
    }

    @Test
    void aPortOfThePlatformIsRefusedWhereverItIsAndBeforeAnythingIsLookedUp() throws IOException {
        answer = new String[]{"127.0.0.1"};
        assertThat(guard.resolve("localhost", 8085)).hasSize(1);
        lookups.set(0);
        for (var host : List.of("localhost", "93.184.216.34")) {
            assertThatThrownBy(() -> guard.resolve(host, 8103)).isInstanceOf(OutboundRefused.class);
        }
        assertThat(lookups).hasValue(0);
        refused = Set.of(8085);
        assertThatThrownBy(() -> guard.resolve("localhost", 8085)).isInstanceOf(OutboundRefused.class);
    }

    @Test
    void aNameWithoutAnAddressIsUnknown() {
        try (var without = new OutboundGuard(List.of(), Set::of, host -> {
            throw new UnknownHostException(host);
        })) {
            assertThatThrownBy(() -> without.resolve("nowhere.example", 443)).isInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    void anAddressThatWasNeverResolvedIsNotOpen() {
        assertThatThrownBy(() -> guard.require(List.of(InetSocketAddress.createUnresolved("mcp.example", 443))))
                .isInstanceOf(OutboundRefused.class);
    }
}
